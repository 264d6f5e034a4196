import { z } from 'zod';
import type { OpenModal } from '../../sandbox/sandbox.ts';

const Field = z.object({ component: z.object({ custom_id: z.string(), value: z.string().optional() }).optional() });

/** What stands in the text fields of a form that was just opened. */
export const standsIn = (form: OpenModal) =>
  Object.fromEntries(
    form.components.flatMap((part) => {
      const { component } = Field.parse(part);
      return component?.value === undefined ? [] : [[component.custom_id, component.value]];
    }),
  );
