/**
 * Says of each of several snapshots, as JSON, only the fields that are not as they were in the one before: of the first, all. Who merges them in
 * turn has the latest one.
 */
export function createDelta(): (view: object) => string {
  const sent = new Map<string, string>();
  return (view) => {
    const fields: string[] = [];
    for (const [name, value] of Object.entries(view)) {
      const json = JSON.stringify(value);
      if (sent.get(name) === json) continue;
      sent.set(name, json);
      fields.push(`${JSON.stringify(name)}:${json}`);
    }
    return `{${fields.join(',')}}`;
  };
}
