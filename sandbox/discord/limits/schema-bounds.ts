import * as z from 'zod/mini';
import type { Path } from './json.ts';

type Schema = z.core.$ZodType;

export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** zod reports the bound that was crossed; Discord names both, so they are looked up in the schema. */
export function boundsAt(schema: Schema, path: Path, crossed: Bounds): Bounds {
  const schemas = path.reduce<Schema[]>((found, key) => found.flatMap((one) => step(one, key)), [schema]);
  const bounds = schemas.flatMap(unwrap).map(boundsOf);
  const isCrossed = ({ min, max }: Bounds) => (crossed.max === undefined ? min === crossed.min : max === crossed.max);
  return bounds.find(isCrossed) ?? crossed;
}

function boundsOf(schema: Schema): Bounds {
  const checks = schema._zod.def.checks ?? [];
  const min = checks.find((check) => check instanceof z.core.$ZodCheckMinLength)?._zod.def.minimum;
  const max = checks.find((check) => check instanceof z.core.$ZodCheckMaxLength)?._zod.def.maximum;
  return { min, max };
}

function step(schema: Schema, key: string | number): Schema[] {
  return unwrap(schema).flatMap((one): Schema[] => {
    if (one instanceof z.core.$ZodArray) return [one._zod.def.element];
    if (one instanceof z.core.$ZodRecord) return [one._zod.def.valueType];
    if (!(one instanceof z.core.$ZodObject)) return [];
    const field = one._zod.def.shape[key];
    return field ? [field] : [];
  });
}

function unwrap(schema: Schema): Schema[] {
  if (schema instanceof z.core.$ZodLazy) return unwrap(schema._zod.innerType);
  if (schema instanceof z.core.$ZodNullable || schema instanceof z.core.$ZodOptional) {
    return unwrap(schema._zod.def.innerType);
  }
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap(unwrap);
  return [schema];
}
