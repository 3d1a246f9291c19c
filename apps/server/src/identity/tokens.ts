/** Tokens of sessions stand in cookies that scripts cannot read; the library repeats them in what it answers. */

/** The same answer, whatever its depth, without a token. */
export async function withoutTokens(response: Response): Promise<Response> {
  const body: unknown = await response.json();
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(
    JSON.stringify(body, (name, value: unknown) => (name === 'token' ? undefined : value)),
    {
      status: response.status,
      headers,
    },
  );
}
