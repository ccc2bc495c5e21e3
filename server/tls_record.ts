/** How each record of a TLS handshake begins (RFC 8446, 5.1): no line does, and no HTTP request. */
export const TLS_HANDSHAKE = 0x16;
