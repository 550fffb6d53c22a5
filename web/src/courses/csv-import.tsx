import { Button, FileButton, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ImportedPeople, importPeople } from '../api/course-people.ts';
import type { CourseRole } from '../api/session.ts';
import { fieldError } from '../forms/field-errors.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { ImportedLines } from './imported-lines.tsx';
import classes from './people.module.css';
import { PersonalLinks } from './personal-links.tsx';
import { courseRoles, roleWords } from './roles.ts';

const example = 'name,email,external_id\nAda Lovelace,ada@example.org,4711';

/** A list of people: first what would become of each line, then all of it or nothing. */
export function CsvImport({ courseId }: { courseId: string }) {
  const queryClient = useQueryClient();
  const [csv, setCsv] = useState('');
  const [role, setRole] = useState<CourseRole>('student');
  const importing = useMutation({
    mutationFn: (apply: boolean) => importPeople(courseId, { csv, role, apply }),
    onSuccess: ({ applied }) => {
      if (applied) void queryClient.invalidateQueries({ queryKey: ['enrolments', courseId] });
    },
  });
  const change = (text: string): void => {
    setCsv(text);
    importing.reset();
  };
  const { data, error, isPending, variables } = importing;
  return (
    <section className={`panel ${classes.way}`}>
      <h2 className="section-title">Bring in a list</h2>
      <p className="muted">
        Comma, semicolon or tab between the columns name, email and, if there is one, external_id.
      </p>
      <Textarea
        label="List"
        placeholder={example}
        value={csv}
        onChange={(event) => change(event.currentTarget.value)}
        rows={6}
        styles={{ input: { fontFamily: 'var(--il-mono)', fontSize: '0.8125rem' } }}
        error={fieldError(error, 'csv')}
      />
      <div className={classes.filters}>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(file) => void file?.text().then(change)}
        >
          {(props) => (
            <Button variant="default" {...props}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <NativeSelect
          aria-label="Role of the people in the list"
          value={role}
          onChange={(event) => {
            setRole(courseRoles.find((each) => each === event.currentTarget.value) ?? 'student');
            importing.reset();
          }}
          data={courseRoles.map((each) => ({ value: each, label: `as ${roleWords[each].toLowerCase()}` }))}
        />
        <Button
          onClick={() => importing.mutate(false)}
          disabled={csv.trim() === ''}
          loading={isPending && variables === false}
        >
          Look at it
        </Button>
      </div>
      <FormProblem error={error} shownFields={['csv']} />
      {data && <Outcome data={data} isPending={isPending} onApply={() => importing.mutate(true)} />}
    </section>
  );
}

function Outcome({
  data,
  isPending,
  onApply,
}: {
  data: ImportedPeople;
  isPending: boolean;
  onApply: () => void;
}) {
  const { lines, applied, links = [] } = data;
  const wrong = lines.filter(({ outcome }) => outcome === 'error').length;
  const changing = lines.filter(({ outcome }) => outcome !== 'error' && outcome !== 'unchanged').length;
  return (
    <>
      <p className={classes.summary} role="status">
        {applied
          ? `Done: ${counted(changing)} brought in or changed.`
          : wrong > 0
            ? `${counted(wrong)} with errors. Nothing is brought in until there are none.`
            : `${counted(changing)} would be brought in or changed; ${lines.length - changing} stay as they are.`}
      </p>
      <ImportedLines lines={lines} />
      {!applied && wrong === 0 && changing > 0 && (
        <div>
          <Button onClick={onApply} loading={isPending}>
            Bring in {counted(changing)}
          </Button>
        </div>
      )}
      {links.length > 0 && <PersonalLinks links={links} />}
    </>
  );
}

const counted = (count: number): string => (count === 1 ? '1 line' : `${count} lines`);
