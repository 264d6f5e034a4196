import { V2 } from './support.ts';

export const row = (...components: unknown[]) => ({ type: 1, components });
export const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id,
  ...more,
});
export const select = (more: object = {}) => ({
  type: 3,
  custom_id: 's',
  options: [
    { label: 'One', value: '1' },
    { label: 'Two', value: '2' },
  ],
  ...more,
});
export const text = (content: string) => ({ type: 10, content });
export const v2 = (...components: unknown[]) => ({ flags: V2, components });
