/** The conditions of one run. Everything that could differ between two runs is stated here. */
export interface Scenario {
  readonly id: string;
  /** For people: "the first answer is the slow one". */
  readonly title: string;
  /** Answers every request for randomness (getrandom, /dev/urandom) inside the sandbox. */
  readonly seed: number;
  /** `parent-first`: a new process is held until everything else waits. */
  readonly order: 'free' | 'parent-first';
  readonly internet: InternetConditions;
  /** `work`: load the probe that counts the arithmetic of the student's own code in each process. */
  readonly probe: 'none' | 'work';
  readonly limits: Limits;
}

export interface InternetConditions {
  /**
   * Latency of the n-th request to arrive, whatever URL it asks for, in virtual ms. Requests after the last entry,
   * and all requests when it is empty, take what their URL asks for.
   */
  readonly delaysMs: readonly number[];
  /** The first rule whose URL matches decides, before `delaysMs`; absent: none. */
  readonly rules?: readonly InternetRule[] | undefined;
}

/** What the stand-in internet answers to the requests for some URLs. What a rule leaves open stays as it is without it. */
export interface InternetRule {
  /** The URL as the timeline shows it; `*` stands for any text. Without a `?` it leaves the query open. */
  readonly url: string;
  /** Virtual ms from the whole request to the whole answer, or to the failure `reset`. */
  readonly delayMs?: number | undefined;
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** `timeout`: no answer ever comes. `reset`: the connection breaks in place of the answer. */
  readonly failure?: 'timeout' | 'reset' | undefined;
}

export interface Limits {
  readonly virtualMs: number;
  readonly cpuMs: number;
  readonly realMs: number;
  readonly memoryBytes: number;
  /** Processes and threads together. */
  readonly tasks: number;
  readonly outputBytes: number;
  readonly fileBytes: number;
}

export const defaultLimits: Limits = {
  virtualMs: 30_000,
  cpuMs: 10_000,
  realMs: 15_000,
  memoryBytes: 256 * 1024 * 1024,
  tasks: 64,
  outputBytes: 1024 * 1024,
  fileBytes: 32 * 1024 * 1024,
};
