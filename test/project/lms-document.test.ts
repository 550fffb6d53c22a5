import { execFileSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookShapes } from '../../src/lms/event.schema.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

/** What docs/lms.md tells the authors of receivers. */

const text = readFileSync(resolve(import.meta.dirname, '../../docs/lms.md'), 'utf8');
const codeIn = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';

describe('the code that verifies a message', () => {
  const key = randomBytes(32);
  const body = JSON.stringify({ type: 'grade.changed', data: { name: 'Łukasz' } });
  const nowSeconds = Math.floor(Date.now() / 1000);
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = makeTemporaryFolder();
    writeFileSync(join(folder.path, 'receiver.py'), codeIn('python'));
    writeFileSync(join(folder.path, 'receiver.mjs'), codeIn('javascript'));
  });
  afterAll(() => folder.remove());

  function message(sentAt: number, signedBy = key) {
    const signature = createHmac('sha256', signedBy).update(`evt_1.${sentAt}.${body}`).digest('base64');
    const former = createHmac('sha256', 'another').update('else').digest('base64');
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(sentAt),
      'webhook-signature': `v1,${former} v1,${signature}`,
    };
    return { secret: `whsec_${key.toString('base64')}`, headers, body };
  }
  const right = message(nowSeconds);
  const messages = [
    right,
    { ...right, body: `${body} ` },
    { ...right, headers: { ...right.headers, 'webhook-id': 'evt_2' } },
    message(nowSeconds, randomBytes(32)),
    message(nowSeconds - 400),
    message(nowSeconds + 400),
  ];
  const accepted = [JSON.parse(body), null, null, null, null, null];

  it('in Python', () => {
    const program = [
      'import json, sys',
      'from receiver import verified',
      'for m in json.load(sys.stdin):',
      '    try: print(json.dumps(verified(m["secret"], m["headers"], m["body"].encode())))',
      '    except ValueError: print("null")',
    ].join('\n');
    const said = execFileSync('/usr/bin/python3', ['-c', program], {
      cwd: folder.path,
      input: JSON.stringify(messages),
      encoding: 'utf8',
    });
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(accepted);
  });

  it('in JavaScript', async () => {
    const { verified } = await import(pathToFileURL(join(folder.path, 'receiver.mjs')).href);
    const outcomes = messages.map(({ secret, headers, body }) => {
      try {
        return verified(secret, headers, Buffer.from(body));
      } catch {
        return null;
      }
    });
    expect(outcomes).toEqual(accepted);
  });
});

describe('the events', () => {
  it.each(Object.entries(webhookShapes))('%s is there with all its fields', (type, { data }) => {
    const section = text.split(`#### \`${type}\``)[1]?.split('\n#### ')[0] ?? '';
    const missing = Object.keys(data.shape).filter((field) => !section.includes(`\`${field}\``));
    expect([section.length > 0, missing]).toEqual([true, []]);
  });
});
