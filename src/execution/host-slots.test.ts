import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { HostSlots, type Slot } from './host-slots.js';

let families = 0;
function aFamily(): string {
  families += 1;
  return `interleave-test-${process.pid}-${families}`;
}

describe('HostSlots', () => {
  it('gives each slot once, the lowest first', async () => {
    const slots = new HostSlots(2, aFamily());
    const [a, b] = [await slots.acquire(), await slots.acquire()];
    expect([a.number, b.number]).toEqual([0, 1]);
    await a.release();
    const again = await slots.acquire();
    expect(again.number).toBe(0);
    await Promise.all([again.release(), b.release()]);
  });

  it('gives no slot that another holder on this host has, and wakes who waits for it', async () => {
    const family = aFamily();
    const [one, other] = [new HostSlots(1, family), new HostSlots(1, family)];
    const slot = await one.acquire();
    let got: Slot | null = null;
    const waiting = other.acquire().then((theirs) => {
      got = theirs;
      return theirs;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(got).toBeNull();
    await slot.release();
    await (await waiting).release();
  });

  it('lets others go first when they have waited', async () => {
    const family = aFamily();
    const [busy, patient] = [new HostSlots(1, family), new HostSlots(1, family)];
    const order: string[] = [];
    let slot = await busy.acquire();
    const waiting = patient.acquire().then(async (theirs) => {
      order.push('patient');
      await theirs.release();
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await slot.release();
    slot = await busy.acquire();
    order.push('busy');
    await slot.release();
    await waiting;
    expect(order).toEqual(['patient', 'busy']);
  });

  it('gets back the slot of a process that was killed', async () => {
    const family = aFamily();
    const holding = `require('node:net').createServer().listen('\\0${family}-0', () => console.log('held'))`;
    const holder = spawn(process.execPath, ['-e', holding], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const waiting = new HostSlots(1, family).acquire();
    holder.kill('SIGKILL');
    await (await waiting).release();
  });

  it('stops waiting when told to', async () => {
    const family = aFamily();
    const slot = await new HostSlots(1, family).acquire();
    const stop = new AbortController();
    const waiting = new HostSlots(1, family).acquire(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await slot.release();
  });
});
