/**
 * Whether what was downloaded lies in the program's folder as it was sent. The checksums of both sides were taken outside
 * of the program. Where it wrote nothing there is nothing to judge; its own log or table is no download.
 */
import { sameAddress } from './addresses.js';
import type { LeftFile, RequestRecord, Run } from './timeline.js';
import { leftFilesOf } from './timeline-selectors.js';

/** Which downloads lie in the folder of the program as they were sent. */
export interface SavedDownloads {
  /** Addresses whose bytes are in a file. */
  readonly saved: readonly string[];
  /** Those that should be and are not. Empty if the program saved none of them and did not mean to. */
  readonly lost: readonly string[];
  /** Files with other bytes that were meant for downloads. */
  readonly wrong: readonly LeftFile[];
}

/** `answers`: the ones that were read to the end, any number for each address. */
export function savedDownloadsOf(run: Run, answers: readonly RequestRecord[]): SavedDownloads {
  const files = leftFilesOf(run).filter(({ path }) => !isOfInterpreter(path));
  const byAddress = Map.groupBy(answers, ({ url }) => sameAddress(url));
  const judged = [...byAddress].filter(([, all]) => all.every(hasKnownBody));
  const isCopy = (answer: RequestRecord, file: LeftFile): boolean =>
    file.bytes === answer.responseBytes && file.crc32 === answer.bodyCrc32;
  const isSaved = (all: readonly RequestRecord[]): boolean =>
    all.some((answer) => files.some((file) => isCopy(answer, file)));
  const saved = judged.filter(([, all]) => isSaved(all)).map(([address]) => address);
  const others = files.filter((file) => !answers.some((answer) => isCopy(answer, file)));
  const wrong = meantForDownloads(others, [...byAddress.keys()]);
  const isMeant = saved.length > 0 || (wrong.length > 0 && judged.length === byAddress.size);
  const lost = isMeant ? judged.filter(([, all]) => !isSaved(all)).map(([address]) => address) : [];
  return { saved, lost, wrong: lost.length > 0 ? wrong : [] };
}

/** Of a part of a file, or of one that travelled compressed, the whole is not known. */
const hasKnownBody = ({ status, responseBytes, bodyCrc32 }: RequestRecord): boolean =>
  status !== 206 && responseBytes > 0 && typeof bodyCrc32 === 'number';

const isOfInterpreter = (path: string): boolean => /(^|\/)(__pycache__|\.[^/]+)(\/|$)/.test(path);

const extensionOf = (path: string): string => /\.([a-z0-9]{1,5})$/i.exec(path)?.[1]?.toLowerCase() ?? '';

/** What nobody writes with the standard library, unless it was downloaded. */
const isMedia = (extension: string): boolean =>
  /^(jpe?g|png|gif|webp|svg|bmp|ico|pdf|mp[34]|wav|avi|mov)$/.test(extension);

/** As many as there are addresses, or of the same kind as one of them, or of a kind that only downloads have. */
function meantForDownloads(files: readonly LeftFile[], addresses: readonly string[]): LeftFile[] {
  const kinds = new Set(addresses.map((address) => extensionOf(address.replace(/\?.*$/, ''))));
  kinds.delete('');
  const alike = files.filter(({ path }) => kinds.has(extensionOf(path)) || isMedia(extensionOf(path)));
  return files.length >= addresses.length ? [...files] : alike;
}
