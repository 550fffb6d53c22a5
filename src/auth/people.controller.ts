import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { CONFIG, type Config } from '../config/config.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { knownId } from '../platform/ids.js';
import { invitationPath, pageLink } from '../platform/page-links.js';
import { type Caller, SignedInCaller } from './caller.js';
import { type ListedPerson, PersonRepository, unknownPerson } from './person.repository.js';
import {
  AccountLinkAnswer,
  type AccountLinkView,
  NewPerson,
  Person,
  PersonChange,
  PersonList,
  PersonListQuery,
  type PersonListView,
  type PersonView,
} from './person.schema.js';

@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: PersonRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listPeople', summary: 'Everybody who has an account, newest first' })
  @ZodResponse({ status: 200, description: 'One page', type: PersonList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(@Query() { search, cursor, limit }: PersonListQuery): Promise<PersonListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.people.list({ search: search ?? null, after, limit });
    const last = items.at(-1);
    return { items: items.map(viewOf), nextCursor: hasMore && last ? encodeCursor(last) : null };
  }

  @Post()
  @ApiOperation({
    operationId: 'createPerson',
    summary: 'Make an account',
    description: 'It has no password yet; `createAccountLink` gives a link to set one.',
  })
  @ZodResponse({ status: 201, description: 'The person', type: Person })
  @ApiProblems(
    'malformed-json',
    'conflict',
    'unsupported-media-type',
    'unknown-field',
    'missing-field',
    'bad-field',
  )
  async create(@SignedInCaller() caller: Caller, @Body() body: NewPerson): Promise<PersonView> {
    return viewOf(await this.people.create(body, caller.personId));
  }

  @Patch(':personId')
  @ApiOperation({
    operationId: 'changePerson',
    summary: 'Rename a person, or make one an administrator',
    description: 'Whoever becomes an administrator has to sign in again, and to make API tokens anew.',
  })
  @ZodResponse({ status: 200, description: 'The person', type: Person })
  @ApiProblems(
    'malformed-json',
    'not-found',
    'conflict',
    'unsupported-media-type',
    'unknown-field',
    'bad-field',
  )
  async change(
    @SignedInCaller() caller: Caller,
    @Param('personId') personId: string,
    @Body() body: PersonChange,
  ): Promise<PersonView> {
    return viewOf(await this.people.change(knownId(personId, unknownPerson), body, caller.personId));
  }

  @Post(':personId/account-link')
  @ApiOperation({
    operationId: 'createAccountLink',
    summary: 'A link by which a person sets a password',
    description:
      'It works once, for a week, and makes those before it void. Following it ends all sessions of the person.',
  })
  @ZodResponse({ status: 201, description: 'The only answer that shows the link', type: AccountLinkAnswer })
  @ApiProblems('not-found')
  async createAccountLink(
    @SignedInCaller() caller: Caller,
    @Param('personId') personId: string,
    @Req() request: Request,
  ): Promise<AccountLinkView> {
    const { token, expiresAt } = await this.people.makeAccountLink(
      knownId(personId, unknownPerson),
      caller.personId,
      new Date(),
    );
    return {
      url: pageLink(this.config.publicUrl, request, invitationPath(token)),
      expiresAt: expiresAt.toISOString(),
    };
  }
}

const viewOf = (person: ListedPerson): PersonView => ({
  ...person,
  createdAt: person.createdAt.toISOString(),
});
