/** Evidence about results that nobody received, and files that are no copies. */
import { listed } from './addresses.js';
import { countedLanes, lanesAbout, spanOfLane, spanOfRequest, type Witness } from './line-witness.js';
import { endedWell } from './outcome-words.js';
import { savedDownloadsOf } from './saved-downloads.js';
import { counted } from './seconds.js';
import type { RequestRecord, Run } from './timeline.js';
import { leftFilesOf, requestsOf } from './timeline-selectors.js';

const severalProcesses = (run: Run) => {
  const processes = lanesAbout(run, 'process');
  return endedWell(run) && processes.length > 1 ? processes : null;
};

export const changedOnlyThere: Witness = ({ line, name }, run) => {
  const processes = severalProcesses(run);
  if (!processes) return null;
  const message = `Line ${line} changes ${name}, of which each process has one of its own: ${countedLanes('process', processes.length)} did so, and their changes were gone when they ended. Return the result from the function of a Pool, or put it into a multiprocessing.Queue.`;
  return { message, spans: processes.map(spanOfLane) };
};

export const returnedToNobody: Witness = ({ line, name }, run) => {
  const processes = severalProcesses(run);
  if (!processes) return null;
  const message = `Line ${line} returns the result of ${name}, and a Process hands it to nobody: ${countedLanes('process', processes.length)} ended, and what they returned was lost. Use a Pool and its map, or put it into a multiprocessing.Queue.`;
  return { message, spans: processes.map(spanOfLane) };
};

const cameWhole = ({ completed, status }: RequestRecord): boolean =>
  completed && status !== null && status >= 200 && status < 300;

export const overwritten: Witness = ({ line, name }, run) => {
  const came = requestsOf(run).filter(cameWhole);
  const addresses = new Set(came.map(({ url }) => url));
  const left = leftFilesOf(run).find(({ path }) => path === name || name.endsWith(`/${path}`));
  const { lost } = savedDownloadsOf(run, came);
  if (addresses.size < 2 || !left || lost.length === 0) return null;
  const message = `Line ${line} saves every download as ${name}: ${counted(came.length, 'download')} came, and one file of ${counted(left.bytes, 'byte')} is left of them. Give each a name of its own.`;
  return { message, spans: came.flatMap(spanOfRequest) };
};

export const changedByText: Witness = ({ line, name }, run) => {
  const came = requestsOf(run).filter(cameWhole);
  const { wrong } = savedDownloadsOf(run, came);
  const isItsOwn = name === '' || wrong.some(({ path }) => name.endsWith(path));
  if (wrong.length === 0 || !isItsOwn) return null;
  const message = `Line ${line} opens a file for text: ${counted(came.length, 'download')} came, and ${listed(wrong.map(({ path }) => path))} ${wrong.length === 1 ? 'has' : 'have'} other bytes than were sent. Open it with "wb", and write the bytes as they came.`;
  return { message, spans: came.flatMap(spanOfRequest) };
};
