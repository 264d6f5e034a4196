import { z } from 'zod';
import type { OpenModal } from '../../sandbox/sandbox.ts';

const Component = z.object({
  custom_id: z.string(),
  value: z.string().optional(),
  default_values: z.array(z.looseObject({ id: z.string() })).optional(),
});
const Field = z.object({ component: Component.optional() });

/** What stands in the text fields and the selects of roles of a form that was just opened. */
export const standsIn = (form: OpenModal) =>
  Object.fromEntries(
    form.components.flatMap((part) => {
      const { component } = Field.parse(part);
      const stands = component?.value ?? component?.default_values?.map(({ id }) => id);
      return component && stands !== undefined ? [[component.custom_id, stands]] : [];
    }),
  );
