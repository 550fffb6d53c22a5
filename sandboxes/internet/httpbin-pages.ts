/** The fixed documents of httpbin, in our words but in its shapes, so that programs find the keys they look for. */

export const slideshowJson = {
  slideshow: {
    author: 'A Waiting Thread',
    date: 'date of publication',
    slides: [
      { title: 'Start everything first', type: 'all' },
      {
        items: ['Why <em>waiting</em> costs nothing', 'Who <em>waits</em> for whom'],
        title: 'Overview',
        type: 'all',
      },
    ],
    title: 'Sample Slide Show',
  },
};

export const slideshowXml = `<?xml version='1.0' encoding='us-ascii'?>
<slideshow title="Sample Slide Show" date="Date of publication" author="A Waiting Thread">
  <slide type="all">
    <title>Start everything first</title>
  </slide>
  <slide type="all">
    <title>Overview</title>
    <item>Why <em>waiting</em> costs nothing</item>
    <item/>
    <item>Who <em>waits</em> for whom</item>
  </slide>
</slideshow>
`;

export function htmlPage(title: string, text: string): string {
  return `<!DOCTYPE html>
<html>
  <head><title>${title}</title></head>
  <body>
    <h1>${title}</h1>
    <p>${text}</p>
  </body>
</html>
`;
}

export const utf8Page = htmlPage(
  'Unicode in many scripts',
  'Ελληνικά · Русский · עברית · العربية · हिन्दी · ไทย · 中文 · 日本語 · 한국어 · ∀x ∈ ℝ: ⌈x⌉ = −⌊−x⌋ · ☺',
);
