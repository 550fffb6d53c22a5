/** The ends of all message channels of a run. A message waits at its end until somebody listens or takes it. */

interface Port {
  readonly peer: number;
  /** The lane that holds it; null while it is on its way to another. */
  owner: number | null;
  readonly messages: { readonly value: unknown }[];
  isStarted: boolean;
  isListening: boolean;
  isClosed: boolean;
}

export interface Announce {
  /** A message has arrived for a lane that wants to hear of it. */
  message(lane: number, port: number): void;
  closed(lane: number, port: number): void;
}

export class Ports {
  readonly #ports = new Map<number, Port>();
  #last = 0;

  constructor(private readonly announce: Announce) {}

  make(first: number, second: number): [number, number] {
    const [a, b] = [this.#last + 1, this.#last + 2];
    this.#last += 2;
    this.#ports.set(a, newPort(b, first));
    this.#ports.set(b, newPort(a, second));
    return [a, b];
  }

  post(number: number, value: unknown): void {
    const target = this.#ports.get(this.#ports.get(number)?.peer ?? 0);
    if (!target || target.isClosed || this.#ports.get(number)?.isClosed) return;
    target.messages.push({ value });
    if (target.isStarted && target.owner !== null)
      this.announce.message(target.owner, this.#ports.get(number)!.peer);
  }

  /** From a lane that holds it; the next lane that receives it does. */
  send(number: number): void {
    const port = this.#ports.get(number);
    if (port) Object.assign(port, { owner: null, isStarted: false, isListening: false });
  }

  receive(number: number, lane: number): void {
    const port = this.#ports.get(number);
    if (port) port.owner = lane;
  }

  start(number: number): void {
    const port = this.#ports.get(number);
    if (!port || port.isStarted || port.owner === null) return;
    port.isStarted = true;
    for (const _ of port.messages) this.announce.message(port.owner, number);
  }

  listen(number: number, isListening: boolean): void {
    const port = this.#ports.get(number);
    if (port) port.isListening = isListening;
  }

  /** The first message that waits, if the lane still holds the port. */
  take(number: number, lane: number): { readonly value: unknown } | null {
    const port = this.#ports.get(number);
    return port?.owner === lane ? (port.messages.shift() ?? null) : null;
  }

  close(number: number): void {
    const port = this.#ports.get(number);
    if (!port || port.isClosed) return;
    for (const each of [number, port.peer]) {
      const end = this.#ports.get(each);
      if (!end || end.isClosed) continue;
      end.isClosed = true;
      if (end.owner !== null) this.announce.closed(end.owner, each);
    }
  }

  closeAllOf(lane: number): void {
    for (const [number, port] of this.#ports) if (port.owner === lane) this.close(number);
  }

  isHeldOpenBy(lane: number): boolean {
    for (const port of this.#ports.values()) {
      if (port.owner === lane && port.isListening && !port.isClosed) return true;
    }
    return false;
  }
}

const newPort = (peer: number, owner: number): Port => ({
  peer,
  owner,
  messages: [],
  isStarted: false,
  isListening: false,
  isClosed: false,
});
