import { Injectable } from '@nestjs/common';
import { type HealthIndicatorFunction, HealthIndicatorService } from '@nestjs/terminus';

/** Fulfils when the thing is there, with what is worth knowing of it; throws with the reason when it is not. */
export type ReadinessCheck = () => Promise<Readonly<Record<string, unknown>> | undefined>;

/** Each part of the service adds what it needs; the health page asks all of them. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  constructor(private readonly indicator: HealthIndicatorService) {}

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  indicators(): HealthIndicatorFunction[] {
    return [...this.checks].map(([name, check]) => async () => {
      const indicator = this.indicator.check(name);
      try {
        return indicator.up((await check()) ?? {});
      } catch (error) {
        return indicator.down({ message: (error as Error).message });
      }
    });
  }
}
