import { Skeleton } from '@mantine/core';
import '../forms/input-styles.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePerson, createAccountLink, erasePerson, type PersonItem, peopleQuery } from '../api/people.ts';
import { FormProblem } from '../forms/form-problem.tsx';
import { HandedOut } from '../forms/handed-out.tsx';
import { SearchField } from '../forms/search-field.tsx';
import { ShowMore } from '../forms/show-more.tsx';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { NewPersonForm } from './new-person.tsx';
import classes from './people.module.css';
import { PeopleTable } from './people-table.tsx';

const pauseMs = 250;

/** For administrators: everybody who has an account. */
export function PeoplePage() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), pauseMs);
  const people = useInfiniteQuery({ ...peopleQuery(search), placeholderData: keepPreviousData });
  const { link, change, erase } = useAdministration();
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <PageTitle title="People" tabTitle="People" />
        <SearchField label="Name or e-mail" value={typed} onChange={setTyped} />
      </div>
      <div className={classes.parts}>
        <NewPersonForm onCreated={(person) => link.mutate(person)} />
        {link.data && (
          <HandedOut label={`Link of ${link.data.person.name}`} text={link.data.url}>
            By this link {link.data.person.name} sets a password. It works once, for a week, and is shown this
            once.
          </HandedOut>
        )}
        <FormProblem error={link.error ?? change.error ?? erase.error} />
        {people.isPending && <Skeleton height={320} radius={14} />}
        {people.isError && <Trouble error={people.error} onRetry={() => void people.refetch()} />}
        {people.data && items.length === 0 && (
          <NothingHere title="Nobody is called that" text="The search looks at names and e-mail addresses." />
        )}
        {items.length > 0 && (
          <div>
            <PeopleTable
              people={items}
              onLink={(person) => link.mutate(person)}
              onAdministrator={(person, isAdministrator) => change.mutate({ person, isAdministrator })}
              onErase={(person) => erase.mutate(person)}
            />
            <ShowMore list={people} />
          </div>
        )}
      </div>
    </div>
  );
}

function useAdministration() {
  const queryClient = useQueryClient();
  const link = useMutation({
    mutationFn: async (person: Pick<PersonItem, 'id' | 'name'>) => ({
      person,
      ...(await createAccountLink(person.id)),
    }),
  });
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['people'] });
  const change = useMutation({
    mutationFn: ({ person, isAdministrator }: { person: PersonItem; isAdministrator: boolean }) =>
      changePerson(person.id, { isAdministrator }),
    onSuccess,
  });
  const erase = useMutation({ mutationFn: ({ id }: PersonItem) => erasePerson(id), onSuccess });
  return { link, change, erase };
}
