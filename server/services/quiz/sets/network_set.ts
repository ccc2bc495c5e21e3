import type { QuestionSet } from "./question_set.ts";

/** A built-in set about the field: names, ports, connections, streams, HTTP, timeouts, races and locks. */
export const NETWORK_SET: QuestionSet = {
  title: "How clients and servers talk",
  seconds: 30,
  marks: { right: 1, wrong: -0.25 },
  questions: [
    {
      kind: "text",
      text: "Which system turns names such as example.com into IP addresses?",
      accepted: ["DNS", "Domain Name System", "the DNS", "the Domain Name System"],
      explanation: "The Domain Name System, DNS for short, answers with the addresses of a name.",
    },
    {
      kind: "number",
      text: "What is the highest port number in TCP?",
      answer: 65535,
      tolerance: 0,
      explanation: "A port number has 16 bits, so the highest one is 65535.",
    },
    {
      kind: "number",
      text: "Which port does a browser connect to for https://example.com/?",
      answer: 443,
      tolerance: 0,
      explanation: "443 is the default port of https; 80 is the default port of http.",
    },
    {
      kind: "choice",
      text: "A computer is up and has no firewall. A client connects to a TCP port on which no program listens. What happens?",
      choices: ["The client waits until a timeout", "Connection refused", "The next open port answers", "404 Not Found"],
      answer: 1,
      explanation: "The operating system answers with a reset (RST) at once, and connect fails with “connection refused”.",
    },
    {
      kind: "choice",
      text: "Two connections lead to the same address and port of a server. How does the server's system tell them apart?",
      choices: [
        "Each has a server port of its own",
        "By the order in which they were opened",
        "By the clients' host names",
        "By the clients' addresses and ports",
      ],
      answer: 3,
      explanation:
        "A TCP connection is identified by both addresses and both ports, so one server port can serve many clients.",
    },
    {
      kind: "order",
      text: "TCP opens a connection with three segments. Put them in order.",
      items: ["The client sends SYN", "The server sends SYN and ACK", "The client sends ACK"],
      seconds: 45,
      explanation: "This is the three-way handshake: each side says SYN, and each side acknowledges the other's.",
    },
    {
      kind: "multiple",
      text: "Which of these does TCP do for a program?",
      choices: [
        "It sends lost data again",
        "It encrypts the data",
        "It delivers the bytes in the order in which they were sent",
        "It slows the sender down if the receiver can't keep up",
      ],
      answers: [0, 2, 3],
      seconds: 45,
      explanation: "TCP is reliable, ordered and has flow control; encryption is the job of TLS.",
    },
    {
      kind: "boolean",
      text:
        "A client sends two messages with two calls of send on one TCP connection. The server always gets them with exactly two calls of receive.",
      answer: false,
      explanation: "TCP is a stream of bytes: one call of receive can return part of a message, or several messages together.",
    },
    {
      kind: "multiple",
      text: "Which of these show a receiver where each message ends in a TCP stream?",
      choices: [
        "A line break after each message, if no message contains one",
        "One call of send for each message",
        "A length in front of each message",
        "A fixed length for all messages",
      ],
      answers: [0, 2, 3],
      seconds: 45,
      explanation:
        "This is called framing: use a delimiter, a length or a fixed size. TCP does not keep the boundaries of calls.",
    },
    {
      kind: "choice",
      text:
        "A program calls receive on a TCP socket, asks for up to 1000 bytes, and gets 0 bytes without an error. What does it mean?",
      choices: [
        "The other side has finished sending",
        "Nothing has arrived yet",
        "The network is down",
        "The receive buffer is full",
      ],
      answer: 0,
      explanation:
        "Zero bytes mean the end of the stream. If nothing has arrived yet, receive waits, or fails with “would block”.",
    },
    {
      kind: "order",
      text: "A program fetches http://example.com/ and knows nothing about it yet. Put its steps in order.",
      items: [
        "It looks up the name in DNS",
        "It opens a TCP connection",
        "It sends the HTTP request",
        "It reads the status code",
        "It reads the body",
      ],
      seconds: 45,
      explanation: "The address is needed to connect, the connection to ask, and a response begins with its status code.",
    },
    {
      kind: "number",
      text: "The body of an HTTP response is the word Grüße in UTF-8. How many bytes is its Content-Length?",
      answer: 7,
      tolerance: 0,
      explanation: "Content-Length counts bytes, not characters: ü and ß take two bytes each, the other three letters one.",
    },
    {
      kind: "choice",
      text: "A client sends too many HTTP requests per minute. Which status code tells it to slow down?",
      choices: ["301", "404", "429", "500"],
      answer: 2,
      explanation: "429 is Too Many Requests; its header Retry-After can say how long to wait.",
    },
    {
      kind: "multiple",
      text:
        "Which HTTP methods are idempotent: the same request sent twice is meant to have the same effect on the server as once?",
      choices: ["GET", "POST", "PUT", "DELETE"],
      answers: [0, 2, 3],
      seconds: 45,
      explanation: "GET changes nothing, PUT replaces and DELETE removes, however often. POST may add something each time.",
    },
    {
      kind: "boolean",
      text: "Someone who records the packets of an HTTPS request on their way can read the path of its URL.",
      answer: false,
      explanation: "TLS encrypts the whole request, with its path, headers and body. The IP addresses stay visible.",
    },
    {
      kind: "boolean",
      text:
        "A client has sent its request and waits for the reply, without any timeout or keepalive. Then the server loses power for good. The client may wait forever.",
      answer: true,
      explanation:
        "A silent TCP connection looks the same as one whose other side is gone: only a timeout or a keepalive finds out.",
    },
    {
      kind: "choice",
      text: "A client sends “add 5” to a server. Its timeout passes before a reply arrives. What does the client know?",
      choices: [
        "5 was not added",
        "5 was added, but the reply was lost",
        "The server has crashed",
        "Not whether 5 was added",
      ],
      answer: 3,
      explanation: "The request or the reply may be lost or late, so a retry is safe only if doing it twice does no harm.",
    },
    {
      kind: "choice",
      text:
        "A counter is 0. Two threads add 1 to it 1000 times each, without a lock: read the number, add 1, write it back. What can the counter be at the end?",
      choices: ["Always 2000", "Never more than 2000, but it may be less", "Always less than 2000", "It may be more than 2000"],
      answer: 1,
      explanation: "Both may read the same number, and then one of the two additions is lost. This is a race condition.",
    },
    {
      kind: "text",
      text:
        "Thread 1 holds lock A and waits for lock B. Thread 2 holds lock B and waits for lock A. What is this situation called?",
      accepted: ["deadlock", "a deadlock", "dead lock", "a dead lock", "dead-lock"],
      explanation: "In a deadlock, each waits for something that the other one holds, so neither can ever go on.",
    },
    {
      kind: "choice",
      text:
        "Several threads need the locks A and B at the same time. Which rule makes sure that they never block each other for good?",
      choices: [
        "Every thread holds its first lock as long as possible",
        "Every thread takes A before B",
        "Half of the threads take A first, the others B",
        "Every thread takes the locks in a random order",
      ],
      answer: 1,
      explanation:
        "If all take locks in the same order, whoever holds the last one can go on, so no circle of waiting can form.",
    },
  ],
};
