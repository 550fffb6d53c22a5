import { expect, it } from 'vitest';
import { platformFieldsOf } from './platform-fields.ts';

it('reads lists line by line, and nothing as none', () => {
  const form = new FormData();
  form.set('name', ' Moodle ');
  form.set('deploymentIds', ' 1\n\n 22 ');
  form.set('tokenAudience', ' ');
  form.set('trustsEmail', 'on');
  expect(platformFieldsOf(form)).toMatchObject({
    name: 'Moodle',
    issuer: '',
    deploymentIds: ['1', '22'],
    frameOrigins: [],
    tokenAudience: null,
    trustsEmail: true,
  });
});
