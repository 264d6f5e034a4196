import type { Attachment, Id } from '../world/types.ts';
import { refusals } from './refusals.ts';

/** Reads a JSON body, or a form with `payload_json` and `files[n]`. `body` is `undefined` when there is none. */
export async function readBody(
  request: Request,
  newId: () => Id,
): Promise<{ body: unknown; attachments: Attachment[] }> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(await request.formData(), newId);
  const text = await request.text();
  return { body: text === '' ? undefined : parsed(text), attachments: [] };
}

async function readForm(form: FormData, newId: () => Id): Promise<{ body: unknown; attachments: Attachment[] }> {
  const payload = form.get('payload_json');
  const files = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('files[') && value instanceof File ? value : [],
  );
  const attachments = files.map(async (file): Promise<Attachment> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { id: newId(), filename: file.name, contentType: file.type, size: bytes.length, bytes };
  });
  return { body: typeof payload === 'string' ? parsed(payload) : {}, attachments: await Promise.all(attachments) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusals.badJson();
  }
}
