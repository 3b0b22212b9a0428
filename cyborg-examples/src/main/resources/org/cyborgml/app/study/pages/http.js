// Requests to the study's server.

const base = document.querySelector('meta[name="base"]')?.content ?? '';

/** The server cannot be reached, or asks to come back later. */
export class Unreachable extends Error {
  constructor(message, retrySeconds = 0) {
    super(message);
    this.retrySeconds = retrySeconds;
  }
}

/** The server refuses a request; sending it again is useless. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Sends a request and gives its response. */
export async function send(method, path, {token, body, signal} = {}) {
  const headers = {};
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(base + path, {
      method,
      headers,
      signal: signal ?? AbortSignal.timeout(30_000),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    throw new Unreachable(error.message);
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response) {
  let error = {};
  try {
    error = (await response.json()).error ?? {};
  } catch {
    // A proxy answers in HTML.
  }
  const {code = '', message = response.statusText} = error;
  if (response.status === 429 || response.status >= 500) {
    const fault = new Unreachable(message, Number(response.headers.get('Retry-After')) || 0);
    fault.code = code;
    return fault;
  }
  return new Refused(response.status, code, message);
}

/** Sends a request and gives the JSON of its response. */
export async function json(method, path, options) {
  const response = await send(method, path, options);
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable(error.message);
  }
}
