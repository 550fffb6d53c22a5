import type { NewLtiPlatform } from '../api/lti.ts';

/** What the form of a platform says; lists are lines. */
export function platformFieldsOf(form: FormData): NewLtiPlatform {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const lines = (name: string) =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return {
    name: text('name'),
    issuer: text('issuer'),
    clientId: text('clientId'),
    authorizationUrl: text('authorizationUrl'),
    tokenUrl: text('tokenUrl'),
    jwksUrl: text('jwksUrl'),
    tokenAudience: text('tokenAudience') || null,
    deploymentIds: lines('deploymentIds'),
    frameOrigins: lines('frameOrigins'),
    trustsEmail: form.has('trustsEmail'),
  };
}
