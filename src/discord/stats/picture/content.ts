import type { Step } from '../../../gate/stats/count.ts';
import type { Shape } from './shapes.ts';

/** What the picture shows, in the reader's language. */
export interface PictureContent {
  readonly title: string;
  readonly subtitle: string;
  readonly steps: readonly {
    readonly step: Step;
    readonly label: string;
    readonly count: number;
    readonly shown: string;
  }[];
  /** A line a day needs two days; left out for one. */
  readonly perDay?: {
    readonly title: string;
    readonly days: readonly string[];
    readonly lines: readonly { readonly step: Step; readonly label: string; readonly counts: readonly number[] }[];
    readonly number: (value: number) => string;
  };
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
