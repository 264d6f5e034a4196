/**
 * Memoizes `make`, which must give the same for the same text.
 * @param most how many results are cached; then the cache starts empty again
 */
export function memoize<T>(make: (text: string) => T, most: number): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (results.size >= most) results.clear();
    results.set(text, made);
    return made;
  };
}
