import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type OutgoingAnswer, OutgoingHttp } from '../outgoing-http.js';
import { type NewLtiPlatformBody, newLtiPlatformSchema } from './lti-platform.schema.js';
import { LtiRefusal } from './lti-refusal.js';
import { claimNames, messageTypes, serviceScopes } from './lti-words.js';
import { parsedAnswer, UnreadableAnswer } from './platform-answer.js';

const configurationSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  registration_endpoint: z.url(),
  /** For whom assertions are, when that is not the token endpoint. */
  authorization_server: z.string().optional(),
  scopes_supported: z.array(z.string()).optional(),
});
type Configuration = z.infer<typeof configurationSchema>;

const registeredSchema = z.object({
  client_id: z.string().min(1),
  [claimNames.toolConfiguration]: z.object({ deployment_id: z.string().min(1).optional() }).optional(),
});

/** What a platform adds to the registration link when its administrator follows that there. */
export interface RegistrationStart {
  readonly openidConfiguration: string;
  readonly registrationToken: string | null;
}

/** Where the platform is to reach us. */
export interface ToolAddresses {
  readonly origin: string;
  readonly loginUrl: string;
  readonly launchUrl: string;
  readonly jwksUrl: string;
}

/** Dynamic Registration 1.0: reads what the platform says of itself, tells it of us, and answers with what is to be stored. */
@Injectable()
export class LtiRegistration {
  constructor(private readonly http: OutgoingHttp) {}

  /** Throws `registration-failed`, with what the platform has said. */
  async register(start: RegistrationStart, tool: ToolAddresses, name: string): Promise<NewLtiPlatformBody> {
    const configuration = await this.readConfiguration(start);
    const answer = await this.ask(
      'POST',
      configuration.registration_endpoint,
      start,
      toolRegistration(tool, configuration),
    );
    const registered = read(registeredSchema, answer, 'The answer to the registration');
    const deploymentId = registered[claimNames.toolConfiguration]?.deployment_id;
    const platform = newLtiPlatformSchema.safeParse({
      name,
      issuer: configuration.issuer,
      clientId: registered.client_id,
      authorizationUrl: configuration.authorization_endpoint,
      tokenUrl: configuration.token_endpoint,
      tokenAudience: configuration.authorization_server ?? null,
      jwksUrl: configuration.jwks_uri,
      deploymentIds: deploymentId === undefined ? [] : [deploymentId],
    });
    if (!platform.success) throw failed(`The platform cannot be stored: ${z.prettifyError(platform.error)}`);
    return platform.data;
  }

  private async readConfiguration(start: RegistrationStart): Promise<Configuration> {
    const answer = await this.ask('GET', start.openidConfiguration, start);
    const configuration = read(configurationSchema, answer, 'The configuration of the platform');
    // Section 3.4 of the specification: else anybody could register as any platform.
    const host = URL.parse(configuration.issuer)?.hostname;
    if (host !== new URL(start.openidConfiguration).hostname)
      throw failed(`The issuer ${configuration.issuer} is not at the host of ${start.openidConfiguration}.`);
    return configuration;
  }

  private async ask(
    method: 'GET' | 'POST',
    url: string,
    { registrationToken }: RegistrationStart,
    body?: object,
  ): Promise<OutgoingAnswer> {
    try {
      return await this.http.request({
        method,
        url,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(registrationToken === null ? {} : { Authorization: `Bearer ${registrationToken}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw failed(`${url}: ${(error as Error).message}`);
    }
  }
}

const saidMaxLength = 500;

function read<T>(schema: z.ZodType<T>, { status, body }: OutgoingAnswer, what: string): T {
  if (status < 200 || status > 299)
    throw failed(`${what} has status ${status}: ${body.slice(0, saidMaxLength)}`);
  try {
    return parsedAnswer(schema, body, what);
  } catch (error) {
    throw error instanceof UnreadableAnswer ? failed(error.message) : error;
  }
}

const failed = (detail: string) => new LtiRefusal('registration-failed', detail);

function toolRegistration(
  { origin, loginUrl, launchUrl, jwksUrl }: ToolAddresses,
  configuration: Configuration,
) {
  const { scopes_supported: supported } = configuration;
  const scopes = Object.values(serviceScopes).filter(
    (scope) => supported === undefined || supported.includes(scope),
  );
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['client_credentials', 'implicit'],
    initiate_login_uri: loginUrl,
    redirect_uris: [launchUrl],
    client_name: 'Interleave',
    jwks_uri: jwksUrl,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: scopes.join(' '),
    [claimNames.toolConfiguration]: {
      domain: new URL(origin).host,
      description: 'Grades programs about concurrency by what they do',
      target_link_uri: launchUrl,
      claims: ['iss', 'sub', 'name', 'given_name', 'family_name', 'email'],
      messages: [
        { type: messageTypes.resourceLink, target_link_uri: launchUrl, label: 'Interleave' },
        { type: messageTypes.deepLinking, target_link_uri: launchUrl, label: 'Interleave' },
      ],
    },
  };
}
