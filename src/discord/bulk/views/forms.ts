import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { REASON } from '../../member/ids.ts';
import { bulkFields, bulkRoutes } from '../ids.ts';

type Form = APIModalInteractionResponseCallbackData;

/** Asks for a day. */
export const joinedForm = ({ t }: Text): Form => ({
  custom_id: bulkRoutes.joined.id(),
  title: t('bulk.joined.title'),
  components: [
    {
      type: ComponentType.Label,
      label: t('bulk.joined.day'),
      description: t('bulk.joined.dayHint'),
      component: {
        type: ComponentType.TextInput,
        custom_id: bulkFields.day,
        style: TextInputStyle.Short,
        placeholder: '2026-01-31',
        min_length: 8,
        max_length: 20,
        required: true,
      },
    },
  ],
});

/** Asks for a file. */
export const fileForm = ({ t }: Text): Form => ({
  custom_id: bulkRoutes.file.id(),
  title: t('bulk.file.title'),
  components: [
    {
      type: ComponentType.Label,
      label: t('bulk.file.file'),
      description: t('bulk.file.fileHint'),
      component: { type: ComponentType.FileUpload, custom_id: bulkFields.file, required: true },
    },
  ],
});

/** Asks why. @param run its id */
export const reasonForm = (run: string, { t }: Text): Form => ({
  custom_id: bulkRoutes.begin.id(run),
  title: t('bulk.begin.title'),
  components: [
    {
      type: ComponentType.Label,
      label: t('member.form.reason'),
      description: t('bulk.begin.reasonHint'),
      component: {
        type: ComponentType.TextInput,
        custom_id: bulkFields.reason,
        style: TextInputStyle.Short,
        min_length: REASON.least,
        max_length: REASON.most,
        required: true,
      },
    },
  ],
});
