/**
 * People of the demo course that anybody may sign in as. They exist in development only, where the service listens to this
 * machine alone; `make start` prints them and the sign-in page offers them.
 */
export interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** What the person is in the demo course. */
  readonly role: 'administrator' | 'instructor' | 'assistant' | 'student';
}

const password = 'interleave-demo';

export const demoAccounts: readonly DemoAccount[] = [
  { name: 'Ines Instructor', email: 'instructor@example.org', password, role: 'instructor' },
  { name: 'Asif Assistant', email: 'assistant@example.org', password, role: 'assistant' },
  { name: 'Sofia Student', email: 'student@example.org', password, role: 'student' },
  { name: 'Ada Administrator', email: 'administrator@example.org', password, role: 'administrator' },
];
