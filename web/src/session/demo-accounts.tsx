import { UnstyledButton } from '@mantine/core';
import type { Me } from '../api/session.ts';
import classes from './sign-in.module.css';

export type DemoAccount = Me['signIn']['demoAccounts'][number];

/** In development only: accounts that everybody knows. */
export function DemoAccounts({
  accounts,
  onChoose,
}: {
  accounts: readonly DemoAccount[];
  onChoose: (account: DemoAccount) => void;
}) {
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">Accounts of the demo course</h2>
      <p>They exist in development only. Choose one to fill in the form.</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.email}>
            <UnstyledButton className={classes.demoAccount} onClick={() => onChoose(account)}>
              <span>{account.name}</span>
              <span className={classes.demoRole}>{account.role}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
