import { isJson, jsonList } from '../world/components.ts';
import type { Attachment, Id, Json } from '../world/types.ts';
import { readJson } from './read-json.ts';
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

/** Bytes: the `attachment_size_limit` that every interaction names. */
const LARGEST_FILE = 10_485_760;

async function readForm(form: FormData, newId: () => Id): Promise<{ body: unknown; attachments: Attachment[] }> {
  const payload = form.get('payload_json');
  const body = typeof payload === 'string' ? parsed(payload) : {};
  const files = [...form.entries()].flatMap(([name, value]) => {
    const number = /^files\[(\d+)\]$/.exec(name)?.[1];
    return number !== undefined && value instanceof File ? [{ number, file: value }] : [];
  });
  const attachments = files.map(async ({ number, file }): Promise<Attachment> => {
    if (file.size > LARGEST_FILE) throw refusals.tooLarge();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { description, filename } = aboutFile(body, number);
    return {
      id: newId(),
      filename: typeof filename === 'string' ? filename : file.name,
      contentType: file.type,
      size: bytes.length,
      bytes,
      ...(typeof description === 'string' ? { description } : {}),
    };
  });
  return { body, attachments: await Promise.all(attachments) };
}

/** What the body says of the file `files[number]`: in a message, or in the message of a callback. */
function aboutFile(body: unknown, number: string): Json {
  if (!isJson(body)) return {};
  const message = isJson(body.data) ? body.data : body;
  return jsonList(message.attachments).find((attachment) => String(attachment.id) === number) ?? {};
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    throw refusals.badJson();
  }
}
