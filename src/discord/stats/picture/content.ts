import type { Step } from '../../../gate/stats/count.ts';
import type { Shape } from './shapes.ts';

/** The steps that are drawn by day. */
export type DrawnStep = Extract<Step, 'started' | 'verified'>;

/** What the picture shows, in the reader's language. */
export interface PictureContent {
  readonly isRightToLeft: boolean;
  readonly title: string;
  readonly subtitle: string;
  readonly steps: readonly {
    readonly step: Step;
    readonly label: string;
    readonly count: number;
    readonly shown: string;
    /** Of those who started. */
    readonly share?: string;
  }[];
  /** Who came past the gate without a number, by the way they took. */
  readonly ways: readonly { readonly label: string; readonly count: number; readonly shown: string }[];
  /** Bars by day need two days; left out for one. */
  readonly perDay?: {
    readonly title: string;
    readonly days: readonly string[];
    /** The first one behind the second. */
    readonly bars: readonly { readonly step: DrawnStep; readonly label: string; readonly counts: readonly number[] }[];
    readonly number: (value: number) => string;
  };
}

/** All that is written in the picture, in one: whose letters are needed. */
export function wordsOf({ title, subtitle, steps, ways, perDay }: PictureContent): string {
  const rows = [...steps, ...ways].flatMap(({ label, shown }) => [label, shown]);
  const shares = steps.map(({ share = '' }) => share);
  const chart = perDay ? [perDay.title, ...perDay.days, ...perDay.bars.map(({ label }) => label)] : [];
  return [title, subtitle, ...rows, ...shares, ...chart].join('');
}

/** Where a part of the picture goes. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Part {
  readonly shapes: readonly Shape[];
  readonly bottom: number;
}
