import type { Asked } from './exchange.js';

/** Something that a tool must not do. */
export interface Violation {
  readonly rule: string;
  readonly detail: string;
  readonly request: string;
}

export interface RecordedRequest extends Asked {
  readonly service: string;
  /** Null: it was cut off. */
  readonly status: number | null;
}

/** Everything that was asked of the platform, and all that was wrong with it. */
export class Records {
  readonly requests: RecordedRequest[] = [];
  readonly violations: Violation[] = [];

  violate(rule: string, detail: string, asked?: Asked): void {
    this.violations.push({ rule, detail, request: asked ? `${asked.method} ${asked.target}` : '' });
  }

  note(asked: Asked, service: string, status: number | null): void {
    this.requests.push({ ...asked, service, status });
  }
}
