/** What a request comes with: from where, when it came over a socket. */
export interface HttpEnv {
  Bindings: Partial<Deno.ServeHandlerInfo<Deno.NetAddr>>;
}
