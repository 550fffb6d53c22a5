import { describe, expect, it } from 'vitest';
import { roleOfFork, roleOfProgram } from './lane-roles.js';

describe('roleOfProgram', () => {
  it.each([
    ['the program itself', ['python3', '-u', 'main.py'], 'student'],
    ['Python by its full name', ['/usr/bin/python3.11', 'worker.py'], 'student'],
    [
      'a worker that spawn made',
      [
        '/usr/bin/python3',
        '-c',
        'from multiprocessing.spawn import spawn_main; spawn_main(tracker_fd=5, pipe_handle=7)',
        '--multiprocessing-fork',
      ],
      'student',
    ],
    [
      'the resource tracker',
      ['/usr/bin/python3', '-u', '-c', 'from multiprocessing.resource_tracker import main;main(4)'],
      'resource-tracker',
    ],
    [
      'the forkserver',
      ['/usr/bin/python3', '-c', "from multiprocessing.forkserver import main; main(3, 6, ['__main__'])"],
      'forkserver',
    ],
    [
      'a program that mentions it',
      ['python3', 'x.py', 'from multiprocessing.forkserver import main'],
      'student',
    ],
    ['a shell', ['/bin/sh', '-c', 'python3 x.py'], 'program'],
    ['another program', ['/usr/bin/sleep', '2'], 'program'],
    ['something called like Python', ['/box/python3-fake'], 'program'],
    ['nothing', [], 'program'],
  ])('%s', (_, argv, role) => {
    expect(roleOfProgram(argv)).toBe(role);
  });
});

describe('roleOfFork', () => {
  it.each([
    ['student', 'student'],
    ['forkserver', 'student'],
    ['program', 'program'],
    ['resource-tracker', 'resource-tracker'],
  ] as const)('a fork of %s is %s', (parent, role) => {
    expect(roleOfFork(parent)).toBe(role);
  });
});
