import type { ComponentProps } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import classes from './statement.module.css';

/** Headings of the statement stand below the title of the page; raw HTML in it is shown as text. */
const components: ComponentProps<typeof Markdown>['components'] = {
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  a: ({ href, children }) => (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  ),
};

export function Statement({ markdown, title }: { markdown: string; title: string }) {
  return (
    <div className={classes.statement}>
      <Markdown remarkPlugins={[remarkGfm]} components={components}>
        {withoutTitle(markdown, title)}
      </Markdown>
    </div>
  );
}

/** A statement may begin with its own title, which the page shows already. */
export function withoutTitle(markdown: string, title: string): string {
  const match = /^\s*#\s+(.+?)\s*(?:\n|$)/.exec(markdown);
  return match?.[1]?.toLowerCase() === title.toLowerCase() ? markdown.slice(match[0].length) : markdown;
}
