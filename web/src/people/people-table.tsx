import { Button } from '@mantine/core';
import { type PersonItem, personDataPath } from '../api/people.ts';
import table from '../courses/table.module.css';
import { ConfirmButton } from '../forms/confirm-button.tsx';
import { ScrollRegion } from '../shell/scroll-region.tsx';

interface Deeds {
  onLink: (person: PersonItem) => void;
  onAdministrator: (person: PersonItem, isAdministrator: boolean) => void;
  onErase: (person: PersonItem) => void;
}

export function PeopleTable({ people, ...deeds }: { people: readonly PersonItem[] } & Deeds) {
  return (
    <ScrollRegion label="People" className={table.region}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col" className={table.number}>
              Courses
            </th>
            <th scope="col">Account</th>
            <th scope="col">
              <span className="visually-hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.id} person={person} {...deeds} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({ person, onLink, onAdministrator, onErase }: { person: PersonItem } & Deeds) {
  const { name, email, courses, isAdministrator, hasPassword } = person;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{email}</td>
      <td className={table.number}>{courses}</td>
      <td className={table.nowrap}>
        {isAdministrator ? 'Administrator' : hasPassword ? 'Has a password' : 'No password yet'}
      </td>
      <td className={table.actions}>
        <span className={table.deeds}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Link for a new password of ${name}`}
            onClick={() => onLink(person)}
          >
            Password link
          </Button>
          <ConfirmButton
            words={isAdministrator ? 'Remove as administrator' : 'Make administrator'}
            label={`${isAdministrator ? 'Remove as administrator' : 'Make administrator'}: ${name}`}
            question="Sure?"
            size="compact-sm"
            isPending={false}
            onConfirm={() => onAdministrator(person, !isAdministrator)}
          />
          <Button
            component="a"
            variant="default"
            size="compact-sm"
            href={personDataPath(person.id)}
            download
            aria-label={`All that is stored about ${name}`}
          >
            Data
          </Button>
          <ConfirmButton
            words="Erase"
            label={`Erase ${name}`}
            question="Take away all that tells who this is? Grades stay, as of nobody. It cannot be undone."
            size="compact-sm"
            isPending={false}
            onConfirm={() => onErase(person)}
          />
        </span>
      </td>
    </tr>
  );
}
