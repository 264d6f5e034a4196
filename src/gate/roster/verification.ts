import type { HeldPhone } from './held-phone.ts';

/** A member of the staff vouched for somebody without a number. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
  /** The run that brought in many at once, which is undone as a whole. */
  readonly batch?: string;
}

/** Why a member need not verify, as Discord showed them when they came. */
export type Exemption =
  | { readonly is: 'role'; readonly roleId: string }
  | { readonly is: 'boost' }
  | { readonly is: 'accountAge' }
  | { readonly is: 'joined' };

/** The gate was open to everybody. */
export interface LetIn {
  /** Who had opened it, and why. */
  readonly by: string;
  readonly reason: string;
  /** The id of that opening. */
  readonly opening: string;
}

/** Every ground for an exemption. */
export const grounds = ['role', 'boost', 'accountAge', 'joined'] as const satisfies readonly Exemption['is'][];

interface Kinds {
  readonly phone: HeldPhone;
  readonly approval: Approval;
  readonly exempt: Exemption;
  readonly letIn: LetIn;
}

type Of<K extends keyof Kinds> = Readonly<Pick<Kinds, K>> & { readonly [Other in Exclude<keyof Kinds, K>]?: never };

/** A verification without a number: by hand, by an exemption, or by the open gate. */
export type Numberless = Of<'approval'> | Of<'exempt'> | Of<'letIn'>;

/** What makes somebody a verified member. */
export type Verification = Of<'phone'> | Numberless;
