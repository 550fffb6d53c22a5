/**
 * Which folder may import which: the table of docs/architecture.md, enforced. test/project/imports.test.ts proves that
 * each rule catches a violation.
 */

/** Folders of our own code; what is outside them (npm packages, Node's modules) is dealt with per rule. */
const ours = '^(src|sandboxes|web|exercises|prisma|test|bench|setup)/';

/** The code in `folder` may import its own folder, the `allowed` paths, and nothing else of ours. */
const mayImport = (name, folder, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${folder}(/|$)`, pathNot: '\\.test\\.ts$' },
  to: { path: ours, pathNot: [folder, ...allowed].map((path) => `^${path}(/|$)`) },
});

/** The files by which one part of the service may call another. */
const doors = [
  'src/auth/caller\\.ts',
  'src/auth/access-rules\\.ts',
  'src/auth/launch-sessions\\.ts',
  'src/courses/handing-in\\.ts',
  'src/courses/exercise-library\\.ts',
  'src/grades/grade-keeper\\.ts',
  'src/grades/override-view\\.ts',
  'src/lms/outbox\\.ts',
  'src/submissions/run-rows\\.ts',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing cut in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that starts nothing is dead, or its test is missing.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '(^|/)vite\\.config\\.ts$'] },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'grading-is-pure',
      comment: 'src/grading knows no Nest, Prisma, queue, I/O or clock: values in, values out.',
      severity: 'error',
      from: { path: '^src/grading/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/grading/' },
    },
    mayImport(
      'exercises-imports',
      'src/exercises',
      ['src/grading'],
      'The catalogue reads files; it runs and stores nothing.',
    ),
    {
      name: 'exercises-packages',
      comment: 'The catalogue needs schemas, YAML and the file system, and no framework.',
      severity: 'error',
      from: { path: '^src/exercises/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm'], pathNot: 'node_modules/(zod|yaml)/' },
    },
    mayImport(
      'execution-imports',
      'src/execution',
      ['src/grading', 'src/exercises', 'src/config', 'sandboxes/protocol\\.ts'],
      'Execution turns a request into a run; it knows no database, queue or HTTP.',
    ),
    ...['submissions', 'courses', 'grades', 'regrades', 'similarity', 'lms', 'auth'].map((folder) =>
      mayImport(
        `${folder}-imports`,
        `src/${folder}`,
        ['src/grading', 'src/exercises', 'src/platform', 'src/config', 'prisma/client', ...doors],
        'A part of the service stands on grading, exercises, platform and config; of another part it knows the door.',
      ),
    ),
    mayImport(
      'authoring-imports',
      'src/authoring',
      [
        'src/grading',
        'src/exercises',
        'src/platform',
        'src/config',
        'prisma/client',
        'src/execution/(examine|run-solution|check-host/client|checks-compiler/client)\\.ts',
        ...doors,
      ],
      'As another part of the service; and it reads checks that nobody here has written, in processes of their own.',
    ),
    mayImport(
      'queue-imports',
      'src/queue',
      [
        'src/grading',
        'src/exercises',
        'src/execution',
        'src/platform',
        'src/config',
        'src/[a-z]+/[a-z-]+\\.repository\\.ts',
        'src/courses/exercise-library\\.ts',
        'src/submissions/run-rows\\.ts',
        'src/similarity/comparison\\.ts',
        'src/lms/((delivery|webhook)-sender|outgoing\\.provider)\\.ts',
        'src/lms/lti/lti-score(-sender|\\.providers)\\.ts',
      ],
      'The job joins exercises, execution and the repositories.',
    ),
    mayImport(
      'platform-imports',
      'src/platform',
      ['src/config', 'prisma'],
      'The platform is below every feature.',
    ),
    mayImport('config-imports', 'src/config', [], 'Settings are parsed once and know nobody.'),
    ...['internet', 'probe'].map((folder) =>
      mayImport(
        `sandboxes-${folder}-imports`,
        `sandboxes/${folder}`,
        ['sandboxes/protocol\\.ts'],
        'A sandbox process shares only the messages with the service.',
      ),
    ),
    mayImport(
      'sandboxes-javascript-imports',
      'sandboxes/javascript',
      ['sandboxes/protocol\\.ts', 'sandboxes/internet/(answer|answering|seeded)\\.ts'],
      'Requests of JavaScript are answered by the pure functions of the stand-in internet.',
    ),
    mayImport(
      'javascript-guest-imports',
      'sandboxes/javascript/guest',
      ['sandboxes/javascript/virtual-cost\\.ts'],
      'What runs inside an isolate can reach nothing of what is outside.',
    ),
    mayImport('protocol-imports', 'sandboxes/protocol\\.ts', [], 'The messages stand alone.'),
    mayImport('web-imports', 'web', [], 'The pages know the API only through the generated client.'),
    {
      name: 'not-from-tests',
      comment: 'Nothing that ships may need the tests or the benchmark.',
      severity: 'error',
      from: { path: '^(src|sandboxes|web)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(test|bench|setup)/' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist|build|prisma/client)/' },
    exclude: { path: '(^|/)(dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
