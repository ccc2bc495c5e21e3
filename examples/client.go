// A client of the line protocol: go run client.go sort N... | quiz NAME | counter ID [STEPS]
// The server is at APP_HOST (127.0.0.1) and APP_PORT (4000).
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	replyTime         = 5 * time.Second // a server that is silent for longer is lost
	stepTime          = 500 * time.Millisecond
	stepsPerIncrement = 8
)

// Refused means that the reply was ERR: a code for programs, and a message for people.
type Refused struct{ Code, Message string }

func (refused Refused) Error() string { return refused.Code + " " + refused.Message }

// Connection is a connection to a server.
type Connection struct {
	conn   net.Conn
	reader *bufio.Reader
	events []string // what the server said between replies, oldest first
}

func open(address string) (*Connection, error) {
	conn, err := net.DialTimeout("tcp", address, replyTime)
	if err != nil {
		return nil, err
	}
	return &Connection{conn: conn, reader: bufio.NewReader(conn)}, nil
}

// readLine returns the next line. TCP carries bytes, not messages: conn.Read may return half a line, or three lines and a half.
// So never take a read for a message: the reader keeps what came, and hands out whole lines.
func (server *Connection) readLine() (string, error) {
	line, err := server.reader.ReadString('\n')
	if err == io.EOF { // with half a line, or nothing: a Scanner would hand out the half line as if it were whole
		return "", errors.New("the server closed the connection")
	}
	return strings.TrimRight(line, "\r\n"), err
}

// ask sends a request. It returns what follows OK in the reply, and Refused if the reply is ERR.
func (server *Connection) ask(request string) (string, error) {
	if err := server.conn.SetDeadline(time.Now().Add(replyTime)); err != nil {
		return "", err
	}
	if _, err := fmt.Fprintf(server.conn, "%s\n", request); err != nil {
		return "", err
	}
	for {
		line, err := server.readLine()
		if err != nil {
			return "", err
		}
		kind, text, _ := strings.Cut(line, " ")
		switch {
		case kind == "OK":
			return text, nil
		case kind == "ERR":
			code, message, _ := strings.Cut(text, " ")
			return "", Refused{code, message}
		case kind == "*": // an event can come between any two lines: keep it for later
			server.events = append(server.events, text)
		case line != "" && line[0] != '#': // "#" is a note for people
			return "", fmt.Errorf("this is not the line protocol: %s", line)
		}
	}
}

// nextEvent returns the next event. Each PING also shows that the server is still there.
func (server *Connection) nextEvent() (string, error) {
	for len(server.events) == 0 {
		if _, err := server.ask("PING"); err != nil { // its reply comes after all events so far
			return "", err
		}
		if len(server.events) == 0 {
			time.Sleep(time.Second)
		}
	}
	event := server.events[0]
	server.events = server.events[1:]
	return event, nil
}

func sort(server *Connection, numbers string) error {
	sorted, err := server.ask("SORT " + numbers)
	if err == nil {
		fmt.Println(sorted)
	}
	return err
}

func quiz(server *Connection, name string) error {
	typed := bufio.NewScanner(os.Stdin)
	reply, err := server.ask("QUIZ " + name)
	if err != nil {
		return err
	}
	fmt.Println(reply) // with a token, and the place in line if all seats are taken
	for kind, text := "", ""; kind != "result"; {
		event, err := server.nextEvent()
		if err != nil {
			return err
		}
		if kind, text, _ = strings.Cut(event, " "); kind != "question" {
			fmt.Println(event)
		} else if err := answer(server, typed, text); err != nil {
			return err
		}
	}
	return nil
}

func answer(server *Connection, typed *bufio.Scanner, question string) error {
	for {
		fmt.Printf("%s = ", question)
		if !typed.Scan() {
			return errors.New("the answers ended before the questions did")
		}
		request := "SKIP"
		if text := strings.TrimSpace(typed.Text()); text != "" {
			request = "ANSWER " + text
		}
		if _, err := server.ask("PING"); err != nil {
			return err
		}
		if len(server.events) > 0 { // while the player was thinking, the time for this question ran out
			return nil
		}
		verdict, err := server.ask(request)
		var refused Refused
		if errors.As(err, &refused) && (refused.Code == "not-an-integer" || refused.Code == "bad-arguments") {
			fmt.Println(refused) // a failed request changes nothing: the question is still open
			continue
		}
		if err == nil {
			fmt.Println(verdict)
		}
		return err
	}
}

func counter(server *Connection, id string, steps int) error {
	reply, err := server.ask("COUNTER " + id)
	if err != nil {
		return err
	}
	facts := map[string]string{}
	for _, fact := range strings.Fields(reply) {
		key, text, _ := strings.Cut(fact, "=")
		facts[key] = text
	}
	value, err := strconv.Atoi(facts["value"])
	if err != nil {
		return err
	}
	increment, err := strconv.Atoi(facts["increment"])
	if err != nil {
		return err
	}
	for step := 1; steps < 0 || step <= steps; step++ {
		time.Sleep(stepTime)
		value += increment
		kept, err := server.ask(fmt.Sprintf("VALUE %d", value))
		if err != nil {
			return err
		}
		fmt.Println(kept)
		if step%stepsPerIncrement != 0 {
			continue
		}
		reply, err := server.ask([]string{"ODD", "EVEN"}[rand.Intn(2)])
		if err != nil {
			return err
		}
		if increment, err = strconv.Atoi(reply); err != nil {
			return err
		}
	}
	return nil
}

// run connects and does what the arguments say.
func run(address string, args []string) error {
	steps := -1
	isCounter := len(args) > 1 && args[0] == "counter"
	if isCounter && len(args) > 2 {
		if given, err := strconv.Atoi(args[2]); err == nil {
			steps = given
		} else {
			usage()
		}
	}
	if len(args) < 2 || (!isCounter && args[0] != "sort" && args[0] != "quiz") {
		usage()
	}
	server, err := open(address)
	if err != nil {
		return err
	}
	defer server.conn.Close()
	switch words := strings.Join(args[1:], " "); args[0] {
	case "sort":
		return sort(server, words)
	case "quiz":
		return quiz(server, words)
	default:
		return counter(server, args[1], steps)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: client sort N... | quiz NAME | counter ID [STEPS]")
	os.Exit(2)
}

func setting(name, otherwise string) string {
	if value, isSet := os.LookupEnv(name); isSet {
		return value
	}
	return otherwise
}

func main() {
	address := net.JoinHostPort(setting("APP_HOST", "127.0.0.1"), setting("APP_PORT", "4000"))
	err := run(address, os.Args[1:])
	var refused Refused
	if errors.As(err, &refused) {
		fmt.Fprintln(os.Stderr, "The server refused:", refused)
	} else if err != nil {
		fmt.Fprintf(os.Stderr, "Cannot continue with %s: %v\n", address, err)
	}
	if err != nil {
		os.Exit(1)
	}
}
