import {
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { durations } from '../durations.ts';
import { memberFields, memberRoutes, REASON } from '../ids.ts';

type Form = APIModalInteractionResponseCallbackData;

/** Asks why a member is approved by hand. */
export function approveModal(memberId: string, text: Text): Form {
  const { t } = text;
  return {
    custom_id: memberRoutes.approve.id(memberId),
    title: t('member.form.approve'),
    components: [reasonField(text)],
  };
}

/** Asks why a member is given new tries. */
export function resetModal(memberId: string, text: Text): Form {
  return {
    custom_id: memberRoutes.reset.id(memberId),
    title: text.t('member.form.reset'),
    components: [reasonField(text)],
  };
}

/** Asks why a member is revoked, and whether the number is blocked besides. */
export function revokeModal(memberId: string, text: Text): Form {
  const { t } = text;
  const label = t('member.form.alsoBlock');
  const description = t('member.form.alsoBlockHint');
  return {
    custom_id: memberRoutes.revoke.id(memberId),
    title: t('member.form.revoke'),
    components: [
      reasonField(text),
      { type: ComponentType.Label, label, description, component: durationField(text, false) },
    ],
  };
}

/** Asks why a number is blocked, and for how long. */
export function blockModal(memberId: string, text: Text): Form {
  const { t } = text;
  return {
    custom_id: memberRoutes.block.id(memberId),
    title: t('member.form.block'),
    components: [
      reasonField(text),
      { type: ComponentType.Label, label: t('member.form.duration'), component: durationField(text, true) },
    ],
  };
}

function reasonField({ t }: Text): Form['components'][number] {
  return {
    type: ComponentType.Label,
    label: t('member.form.reason'),
    description: t('member.form.reasonHint'),
    component: {
      type: ComponentType.TextInput,
      custom_id: memberFields.reason,
      style: TextInputStyle.Short,
      min_length: REASON.least,
      max_length: REASON.most,
      required: true,
    },
  };
}

function durationField({ t }: Text, required: boolean): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: memberFields.duration,
    options: durations.map((value) => ({ value, label: t(`member.duration.${value}`) })),
    ...(required ? {} : { min_values: 0 }),
    required,
  };
}
