import { describe, expect, it } from 'vitest';
import { aRun, aScenario } from '../../test/support/runs.js';
import type { PlannedRun } from '../grading/plan.js';
import { HostSlots } from './host-slots.js';
import { Pool } from './pool.js';
import type { Sandbox } from './sandbox.js';

const planned = (id: string): PlannedRun => ({
  language: 'python',
  files: {},
  entry: 'x.py',
  scenario: aScenario({ id }),
});

/** Runs last until they are let go, by the id of their scenario. */
class HeldSandbox implements Sandbox {
  readonly started: string[] = [];
  readonly slots = new Set<number>();
  most = 0;
  private readonly ends = new Map<string, () => void>();

  async run({ scenario }: PlannedRun, slot: number) {
    expect(this.slots.has(slot)).toBe(false);
    this.slots.add(slot);
    this.most = Math.max(this.most, this.slots.size);
    this.started.push(scenario.id);
    await new Promise<void>((resolve) => this.ends.set(scenario.id, resolve));
    this.slots.delete(slot);
    return aRun({ scenario: scenario.id });
  }

  async letGo(id: string): Promise<void> {
    await expect.poll(() => this.ends.has(id)).toBe(true);
    this.ends.get(id)?.();
  }
}

let families = 0;
function aPool(size: number) {
  families += 1;
  const sandbox = new HeldSandbox();
  return {
    sandbox,
    pool: new Pool(size, sandbox, new HostSlots(size, `interleave-pool-${process.pid}-${families}`)),
  };
}

describe('Pool', () => {
  it('runs at most as many at once as its size, first come first served', async () => {
    const { sandbox, pool } = aPool(2);
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const runs = Promise.all(ids.map((id) => pool.run(planned(id))));
    for (const id of ids) await sandbox.letGo(id);
    expect((await runs).map(({ scenario }) => scenario)).toEqual(ids);
    expect(sandbox.most).toBe(2);
    expect(sandbox.started.slice(2)).toEqual(['c', 'd', 'e']);
  });

  it('begins work in the background when nobody else waits, and one at once', async () => {
    const { sandbox, pool } = aPool(2);
    const slowly = ['x', 'y', 'z'].map((id) => pool.run(planned(id), { background: true }));
    await sandbox.letGo('x');
    await expect.poll(() => sandbox.started).toEqual(['x', 'y']);
    // One sandbox was kept free; who comes now finds it, and goes before the last in the background.
    const fresh = ['a', 'b', 'c'].map((id) => pool.run(planned(id)));
    await expect.poll(() => sandbox.started).toEqual(['x', 'y', 'a']);
    for (const id of ['y', 'a', 'b', 'c', 'z']) await sandbox.letGo(id);
    await Promise.all([...slowly, ...fresh]);
    expect(sandbox.started).toEqual(['x', 'y', 'a', 'b', 'c', 'z']);
  });

  it('takes first what is to go first', async () => {
    const { sandbox, pool } = aPool(1);
    const runs = Promise.all([
      pool.run(planned('a')),
      pool.run(planned('b')),
      pool.run(planned('retry'), { first: true }),
    ]);
    for (const id of ['a', 'retry', 'b']) await sandbox.letGo(id);
    await runs;
    expect(sandbox.started).toEqual(['a', 'retry', 'b']);
  });

  it('says when a run really begins', async () => {
    const { sandbox, pool } = aPool(1);
    const begun: string[] = [];
    const runs = ['a', 'b'].map((id) => pool.run(planned(id), { onStart: () => begun.push(id) }));
    await expect.poll(() => begun).toEqual(['a']);
    await sandbox.letGo('a');
    await sandbox.letGo('b');
    await Promise.all(runs);
    expect(begun).toEqual(['a', 'b']);
  });

  it('lets one that waits be called off, and serves the next', async () => {
    const { sandbox, pool } = aPool(1);
    const stop = new AbortController();
    const a = pool.run(planned('a'));
    const b = pool.run(planned('b'), { signal: stop.signal });
    const c = pool.run(planned('c'));
    stop.abort(new Error('enough'));
    await expect(b).rejects.toThrow('enough');
    await sandbox.letGo('a');
    await sandbox.letGo('c');
    await Promise.all([a, c]);
    expect(sandbox.started).toEqual(['a', 'c']);
  });

  it('gives its place back when a sandbox throws', async () => {
    const failing: Sandbox = { run: () => Promise.reject(new Error('broken')) };
    const pool = new Pool(1, failing, new HostSlots(1, `interleave-pool-${process.pid}-failing`));
    await expect(pool.run(planned('a'))).rejects.toThrow('broken');
    await expect(pool.run(planned('b'))).rejects.toThrow('broken');
  });
});
