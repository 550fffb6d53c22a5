/** The command line. Parses, and leaves each command to its file under cli/. */
import { Command, CommanderError } from 'commander';
import { BadInputError, type ExitStatus, exitStatus, OurFaultError } from './cli/exit-status.js';
import { InvalidExerciseError } from './exercises/problem.js';

function aProgram(): Command {
  const program = new Command('interleave')
    .description('Grades programs about concurrency by what they do, not by what they print.')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  program
    .command('grade')
    .description('run the files under every scenario of an exercise; score, checks and timelines')
    .argument('<exercise>', 'as in: async-two-requests')
    .argument('<file...>', 'the program, and what else the exercise asks for; or a folder with all of it')
    .option('--language <language>', 'the language of the program: python or javascript', 'python')
    .option('--json', 'print the report and the runs as JSON')
    .action(async (exercise, files, options) =>
      (await import('./cli/grade-command.js')).gradeCommand(exercise, files, options),
    );
  program
    .command('run')
    .description('run one program and show its timeline')
    .argument(
      '<file...>',
      'a program in Python, JavaScript or TypeScript with its other files, or their folder',
    )
    .option('--json', 'print the run as JSON')
    .action(async (files, options) => (await import('./cli/run-command.js')).runCommand(files, options));
  program
    .command('doctor')
    .description('what this host offers, which limits are in force, what to install')
    .action(async () => (await import('./cli/doctor-command.js')).doctorCommand());
  program
    .command('serve')
    .description('start the service: the API, the web pages and the workers')
    .action(async () => {
      await import(new URL('./main.js', import.meta.url).href);
    });
  program
    .command('administrators')
    .description('who may do everything')
    .command('add')
    .description('make somebody an administrator; prints a link by which that person sets a password')
    .argument('<email>', 'the address by which that person signs in')
    .option('--name <name>', 'of a person who is not known yet; the address by default')
    .action(async (email, options) =>
      (await import('./cli/administrators-command.js')).addAdministratorCommand(email, options),
    );
  program
    .command('exercises')
    .description('what authors of exercises need')
    .command('validate')
    .description('name what is wrong with an exercise, and run its solutions: expected and got')
    .argument('[folder]', 'of one exercise, or with many of them; ours by default')
    .option('--run', 'run the solutions of many, too')
    .option('--no-run', 'only read')
    .action(async (folder, options) =>
      (await import('./cli/validate-command.js')).validateCommand(folder, options),
    );
  return program;
}

function statusOf(error: unknown, json: boolean): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.badInput;
  if (error instanceof BadInputError) {
    tell(error.message, json && { code: 'bad-input', message: error.message, errors: error.problems });
    return exitStatus.badInput;
  }
  if (error instanceof OurFaultError) {
    tell(error.message, json && { code: error.code, message: error.message });
  } else if (error instanceof InvalidExerciseError) {
    tell(error.message, json && { code: 'invalid-exercise', message: error.message });
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell(text, json && { code: 'internal', message: String(error) });
  }
  return exitStatus.ourFault;
}

/** For people on the standard error; with --json also for programs, on the standard output. */
function tell(message: string, problem: object | false): void {
  process.stderr.write(`interleave: ${message}\n`);
  if (problem) process.stdout.write(`${JSON.stringify({ error: problem }, null, 2)}\n`);
}

try {
  await aProgram().parseAsync();
} catch (error) {
  process.exitCode = statusOf(error, process.argv.includes('--json'));
}
