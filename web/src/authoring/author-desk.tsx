import { Tabs } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { type CourseExercise, type ExerciseProblem, helpFor } from '../api/authoring.ts';
import type { Course } from '../api/courses.ts';
import { PageTitle } from '../shell/page.tsx';
import classes from './author.module.css';
import { AuthorHead } from './author-head.tsx';
import { FileTree } from './file-tree.tsx';
import { ProblemList } from './problem-list.tsx';
import { SolutionTable } from './solution-table.tsx';
import { StatementPreview } from './statement-preview.tsx';
import { useAuthorDraft } from './use-author-draft.ts';
import { useProblems } from './use-problems.ts';
import { VersionList } from './version-list.tsx';

const AuthorEditor = lazy(() => import('./author-editor.tsx'));

type Panel = 'problems' | 'statement' | 'solutions' | 'versions';

/** Files, the editor, and what can be said of the exercise: problems, the statement as students read it, its solutions, versions. */
export function AuthorDesk({ course, exercise }: { course: Course; exercise: CourseExercise }) {
  const { slug } = exercise;
  const { draft, dispatch } = useAuthorDraft(course.id, exercise);
  const found = useProblems(course.id, slug, draft.revision);
  const [panel, setPanel] = useState<Panel>('problems');
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null);
  const { problems } = found;
  const active = draft.active;

  const goTo = ({ file, line, column }: ExerciseProblem): void => {
    if (!(file in draft.files)) return;
    dispatch({ type: 'show', path: file });
    setPlace({ line: line ?? 1, column: column ?? 1 });
  };
  return (
    <div className={classes.desk}>
      <div className={classes.head}>
        <div>
          <p className={classes.crumb}>
            <Link to={`/courses/${course.id}/exercises`}>Exercises</Link> / <code>{slug}</code>
          </p>
          <PageTitle title={exercise.title} tabTitle={`${exercise.title}: writing`} />
        </div>
        <AuthorHead
          courseId={course.id}
          slug={slug}
          draft={draft}
          isPublishable={found.isPublishable}
          onTaken={(taken) => dispatch({ type: 'taken', exercise: taken })}
          onPublished={() => setPanel('versions')}
        />
      </div>
      <FileTree draft={draft} problems={problems} dispatch={dispatch} />
      <section aria-label="Editor" className={classes.editor}>
        <Suspense fallback={<pre className={classes.wait}>{draft.files[active]}</pre>}>
          <AuthorEditor
            courseId={course.id}
            path={active}
            text={draft.files[active] ?? ''}
            generation={draft.generation}
            problems={problems.filter(({ file }) => file === active)}
            place={place}
            onChange={(text) => dispatch({ type: 'edit', path: active, text })}
          />
        </Suspense>
        {helpFor(course.id, active) && (
          <p className={classes.keys}>
            <kbd>Ctrl</kbd> <kbd>Space</kbd> names that fit <kbd>F1</kbd> what a name means
          </p>
        )}
      </section>
      <Tabs
        value={panel}
        onChange={(value) => value !== null && setPanel(value as Panel)}
        keepMounted={false}
        className={classes.panels}
      >
        <Tabs.List aria-label="About the exercise">
          <Tabs.Tab value="problems">
            Problems{problems.length > 0 && <span className={classes.count}>{problems.length}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="statement">Statement</Tabs.Tab>
          <Tabs.Tab value="solutions">Solutions</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="problems" className={classes.panel}>
          <ProblemList found={found} onChoose={goTo} />
        </Tabs.Panel>
        <Tabs.Panel value="statement" className={classes.panel}>
          <StatementPreview text={draft.files['statement.md']} title={exercise.title} />
        </Tabs.Panel>
        <Tabs.Panel value="solutions" className={classes.panel}>
          <SolutionTable
            courseId={course.id}
            slug={slug}
            draft={draft}
            newest={exercise.solutionRun}
            isPublishable={found.isPublishable}
            onShow={(path) => dispatch({ type: 'show', path })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="versions" className={classes.panel}>
          <VersionList courseId={course.id} slug={slug} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
