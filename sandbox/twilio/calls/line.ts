import { randomBytes } from 'node:crypto';
import type { Clock, TwilioFaults } from '../model.ts';
import { type Call, type CallDraft, type CallStatus, ended } from './model.ts';
import { speak } from './speech.ts';

const RINGS_AFTER_MS = 1_000;
const VOICEMAIL_AFTER_MS = 20_000;
/** Twilio lets a phone ring this much longer than it is told to. */
const BUFFER_MS = 5_000;
const PROMPTS = 3;
const KEY_WAIT_MS = 4_000;

export interface LineDeps {
  readonly clock: Clock;
  readonly changed: () => void;
  readonly faults: () => TwilioFaults;
}

export type Line = ReturnType<typeof createLine>;

/**
 * A call, from its first ring to its end. It rings after 1 s, until it is answered, declined or has rung for its time and 5 s more; once answered
 * it speaks by the clock, and ends with its last word.
 */
export function createLine(draft: CallDraft, { clock, changed, faults }: LineDeps) {
  const placed = faults();
  const { timeout, timeLimit, script } = draft;
  let call = fresh(draft, clock.now());
  const { later, keep, quiet } = createTimers(clock);

  function move(change: Partial<Call>): void {
    call = { ...call, ...change, updatedAt: clock.now() };
    changed();
  }

  function finish(status: CallStatus): void {
    if (ended.has(call.status)) return;
    quiet();
    move({ status, endedAt: clock.now(), awaitsKey: false });
    clock.after(placed.priceAfterMs, () => move({ isPriced: true }));
  }

  function ring(): void {
    if (placed.busyLine || placed.undelivered) {
      finish(placed.busyLine ? 'busy' : 'no-answer');
      return;
    }
    move({ status: 'ringing', rang: true });
    later(timeout * 1000 + BUFFER_MS, () => finish('no-answer'));
    if (placed.voicemail && !placed.noAnswer) later(VOICEMAIL_AFTER_MS, () => pickUp('machine'));
  }

  function pickUp(answeredBy: 'human' | 'machine'): void {
    quiet();
    move({ status: 'in-progress', startedAt: clock.now(), answeredBy });
    later(timeLimit * 1000, () => finish('completed'));
    talk();
  }

  const talk = createTalk({
    clock,
    script,
    say: (text) => move({ said: [...call.said, { text, at: clock.now() }] }),
    waits: (awaitsKey) => move({ awaitsKey }),
    done: () => finish('completed'),
    keep,
  });

  const isWithPerson = (status: CallStatus) => call.status === status && call.answeredBy !== 'machine';
  later(RINGS_AFTER_MS, ring);

  return {
    call: () => call,
    answer: () => isWithPerson('ringing') && !placed.noAnswer && pickUp('human'),
    decline: () => isWithPerson('ringing') && finish('busy'),
    hangUp: () => isWithPerson('in-progress') && finish('completed'),
    press(key: string) {
      if (!isWithPerson('in-progress')) return;
      const { awaitsKey, startedAt } = call;
      move({ keys: call.keys + key, awaitsKey: false });
      if (!awaitsKey) return;
      quiet();
      later((startedAt ?? 0) + timeLimit * 1000 - clock.now(), () => finish('completed'));
      talk({ pressed: true });
    },
    forget: () => move({ isDeleted: true }),
    end: () => finish(call.status === 'in-progress' ? 'completed' : 'canceled'),
  };
}

/** What ends a call, or goes on with it, by itself: until it is quiet. */
function createTimers(clock: Clock) {
  let stops: (() => void)[] = [];
  const keep = (stop: () => void) => {
    stops.push(stop);
  };
  return {
    keep,
    later: (ms: number, task: () => void) => keep(clock.after(ms, task)),
    quiet() {
      for (const stop of stops) stop();
      stops = [];
    },
  };
}

interface TalkDeps {
  readonly clock: Clock;
  readonly script: Call['script'];
  readonly say: (word: string) => void;
  readonly waits: (forKey: boolean) => void;
  readonly done: () => void;
  /** Takes the way to stop what has begun. */
  readonly keep: (stop: () => void) => void;
}

/** What is said: the prompt, so many times, until a key is pressed, and then the rest. Without a key it ends there. */
function createTalk({ clock, script, say, waits, done, keep }: TalkDeps) {
  const tell = () => keep(speak(clock, script.steps, say, done));

  function ask(times: number): void {
    if (times === 0) {
      done();
      return;
    }
    waits(true);
    keep(speak(clock, script.prompt, say, () => keep(clock.after(KEY_WAIT_MS, () => ask(times - 1)))));
  }

  return ({ pressed = false } = {}) => (script.prompt.length > 0 && !pressed ? ask(PROMPTS) : tell());
}

function fresh(draft: CallDraft, now: number): Call {
  return {
    ...draft,
    sid: `CA${randomBytes(16).toString('hex')}`,
    status: 'queued',
    answeredBy: null,
    createdAt: now,
    updatedAt: now,
    rang: false,
    startedAt: null,
    endedAt: null,
    said: [],
    awaitsKey: false,
    keys: '',
    isPriced: false,
    isDeleted: false,
  };
}
