import { expect, it } from 'vitest';
import { newLtiPlatformSchema } from './lti-platform.schema.js';

const address = 'https://lms.example.org/x';
const platform = {
  name: 'Moodle',
  issuer: 'https://lms.example.org',
  clientId: '1',
  authorizationUrl: address,
  tokenUrl: address,
  jwksUrl: address,
};

it.each([
  ['https://school.example.org', true],
  ['https://school.example.org/', false],
  ['https://school.example.org/path', false],
  ['school.example.org', false],
  ['nope', false],
])('a page that may show ours is named by its origin: %s, %s', (origin, isGood) => {
  expect(newLtiPlatformSchema.safeParse({ ...platform, frameOrigins: [origin] }).success).toBe(isGood);
});
