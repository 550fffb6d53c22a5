/** What beginners mostly mean by an error, and what they can do about it. */
import type { Language } from './exercise.js';
import { javascriptErrorHints } from './javascript-error-hints.js';

/** Held against "NameError: name 'tme' is not defined"; the first that fits. */
const pythonErrorHints: readonly (readonly [RegExp, string])[] = [
  [
    /bootstrapping phase|context has already been set/,
    'Put all that starts processes under `if __name__ == "__main__":`. A new process begins by running the file again.',
  ],
  [/^EOFError/, 'Nobody types anything here: do without input().'],
  [
    /PicklingError|^AttributeError: Can't pickle/,
    'What a pool is to run must be a function of its own at the left margin, made with def; not a lambda, and not inside another function.',
  ],
  [
    /partially initialized module .* circular import|cannot import name .* from '(?:asyncio|multiprocessing|queue|random|threading|time)' \(\/box\//,
    'Does a file of yours have the name of a module, as random.py or queue.py? Then import finds that file: give it another name.',
  ],
  [
    /^TypeError: .* argument after \* must be an iterable/,
    'The arguments are a tuple, and that of one value has a comma: args=(i,)',
  ],
  [
    /^ModuleNotFoundError/,
    'Installed here are the standard library, requests, aiohttp and httpx: do without other packages. A file of your own has to be handed in too.',
  ],
  [
    /outside (async )?function/,
    'await, async with and async for stand inside of an `async def`. At the left margin, asyncio.run(main()) starts the first one.',
  ],
  [
    /^(SyntaxError|IndentationError|TabError)/,
    'Python can not read the program at all. Look at that line and the one before it: a missing bracket, quote or colon, or tabs mixed with spaces.',
  ],
  [
    /threads can only be started once/,
    'A Thread runs once. Make a new Thread object for each start, inside the loop.',
  ],
  [
    /cannot join (thread before it is started|current thread)|can only join a started process/,
    'Call start() on each object first and join() afterwards, in the main program.',
  ],
  [
    /asyncio\.run\(\) cannot be called from a running event loop|event loop is already running/,
    'There is one asyncio.run in a program, outside of every coroutine. Inside a coroutine, await the other one.',
  ],
  [
    /no (running|current) event loop/,
    'Coroutines, tasks and sessions are made inside of an async function; asyncio.run(main()) starts the first one.',
  ],
  [
    /an? (asyncio\.Future, a )?(coroutine|awaitable)( or an awaitable)? (is|was) (required|expected)|can't be used in 'await' expression/i,
    'await, gather and create_task take what an async function gives when it is called. A value that was awaited before, and what requests.get returns, can not be awaited.',
  ],
  [
    /unhashable type: 'list'/,
    'If this happens in gather: it takes coroutines one by one, so a list of them needs a star, asyncio.gather(*tasks).',
  ],
  [/Passing coroutines is forbidden/, 'asyncio.wait takes tasks: give each coroutine to create_task first.'],
  [
    /daemonic processes are not allowed to have children/,
    'Workers of a Pool can not start processes. Start all of them from the main program.',
  ],
  [
    /'coroutine' object|coroutine'? was never awaited/,
    'An async function gives its result only when it is awaited: `text = await fetch(url)`.',
  ],
  [/^httpx\.\w*Timeout\b/, 'httpx gives up after 5 s, unless told otherwise: httpx.AsyncClient(timeout=30).'],
  [/^NameError/, 'Is the name spelled as where it was made, and is its import at the top of the program?'],
];

const hints: Readonly<Record<Language, typeof pythonErrorHints>> = {
  python: pythonErrorHints,
  javascript: javascriptErrorHints,
};

export const hintForError = ({
  language,
  error,
}: {
  language: Language;
  error: string;
}): string | undefined => hints[language].find(([form]) => form.test(error))?.[1];
