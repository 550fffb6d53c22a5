import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import '../forms/input-styles.ts';
import { meQuery, myDataPath } from '../api/session.ts';
import form from '../forms/form.module.css';
import { PageTitle } from '../shell/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { NewToken } from './new-token.tsx';
import { Tokens } from './tokens.tsx';

/** One's own account: who one is here, and the tokens that scripts use in one's name. */
export function AccountPage() {
  const person = useQuery(meQuery).data?.person;
  return (
    <div className="page">
      <div className={form.heading}>
        <PageTitle title="Account" tabTitle="Account" />
        <p className="muted">
          {person?.name}, {person?.email}
        </p>
      </div>
      <div className={form.form}>
        <NewToken />
        <section className={form.group}>
          <h2>API tokens</h2>
          <p className={form.hint}>
            A script that sends one acts in your name, within its scopes. See <a href="/api/docs">the API</a>.
          </p>
          <Tokens />
        </section>
        <ChangePassword />
        <section className={form.group}>
          <h2>What is stored about you</h2>
          <p className={form.hint}>
            Your courses, programs, reports, grades and what was said of them, in one file. Ask an
            administrator to have it erased.
          </p>
          <div className={form.buttons}>
            <Button component="a" variant="default" href={myDataPath} download>
              Download my data
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}
