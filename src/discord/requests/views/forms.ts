import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { RequestCause } from '../../../gate/ports.ts';
import { mostAsked } from '../../../gate/staff/requests.ts';
import type { Text } from '../../../text/texts.ts';
import { requestFields, requestRoutes } from '../ids.ts';

type Form = APIModalInteractionResponseCallbackData;

/** Fewest and most characters of a staff member's reason. */
export const reasonLength = { least: 3, most: 200 } as const;

/** Asks a member what went wrong. @param help for where they stand */
export function helpRequestForm(cause: RequestCause, help: string, { t }: Text): Form {
  const advice = { type: ComponentType.TextDisplay, content: help } as const;
  const words = paragraph('words', t('request.words'), { hint: t('request.wordsHint'), least: 10, most: 500 });
  return { custom_id: requestRoutes.open.id(cause), title: t('request.formTitle'), components: [advice, words] };
}

/** Asks a member for the answer to a question of the staff. @param arg `<server>.<id>` */
export function replyForm(arg: string, { t }: Text): Form {
  const words = paragraph('words', t('request.replyWords'), { least: 1, most: mostAsked });
  return { custom_id: requestRoutes.reply.id(arg), title: t('request.replyTitle'), components: [words] };
}

/** Asks the staff for the reason of their answer; they need not give one for declining. */
export function decisionForm(decision: 'approve' | 'move' | 'decline', id: string, { t }: Text): Form {
  const declines = decision === 'decline';
  const reason = paragraph('reason', t('request.staff.reason'), {
    hint: t(declines ? 'request.staff.declineHint' : 'request.staff.reasonHint'),
    ...(declines ? {} : { least: reasonLength.least }),
    most: reasonLength.most,
  });
  return {
    custom_id: requestRoutes[decision].id(id),
    title: t(`request.staff.${decision}Title`),
    components: [reason],
  };
}

/** Asks the staff why a member is given new tries. */
export function resetForm(id: string, { t }: Text): Form {
  const length = { hint: t('request.staff.reasonHint'), least: reasonLength.least, most: reasonLength.most };
  const reason = paragraph('reason', t('request.staff.reason'), length);
  return { custom_id: requestRoutes.reset.id(id), title: t('member.form.reset'), components: [reason] };
}

/** Asks the staff what they want to know. */
export function askForm(id: string, { t }: Text): Form {
  const length = { hint: t('request.staff.questionHint'), least: 3, most: mostAsked };
  const question = paragraph('question', t('request.staff.question'), length);
  return { custom_id: requestRoutes.ask.id(id), title: t('request.staff.askTitle'), components: [question] };
}

interface Length {
  readonly hint?: string;
  /** Missing: the field may stay empty. */
  readonly least?: number;
  readonly most: number;
}

function paragraph(field: keyof typeof requestFields, label: string, { hint, least, most }: Length) {
  return {
    type: ComponentType.Label,
    label,
    ...(hint !== undefined && { description: hint }),
    component: {
      type: ComponentType.TextInput,
      custom_id: requestFields[field],
      style: TextInputStyle.Paragraph,
      ...(least !== undefined && { min_length: least }),
      max_length: most,
      required: least !== undefined,
    },
  } satisfies Form['components'][number];
}
