package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

// allConns is the server's own bound on connections; the load comes from one address, as from a proxy.
const allConns = 4096

// serveIndexCommand is run by load in a process of its own. It prints its address, and ends when its input does.
func serveIndexCommand() *cli.Command {
	return &cli.Command{
		Name:   "serve-index",
		Hidden: true,
		Flags:  []cli.Flag{&cli.StringFlag{Name: "index"}},
		Action: func(c *cli.Context) error { return serveIndex(c.Context, c.String("index"), c.App.Writer, os.Stdin) },
	}
}

func serveIndex(ctx context.Context, dir string, out io.Writer, until io.Reader) (err error) {
	s, err := searcher.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, ln.Addr()); err != nil {
		return errors.Join(err, ln.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g sync.WaitGroup
	g.Go(func() {
		_, _ = io.Copy(io.Discard, until) // however it ends, it has ended
		cancel()
	})
	err = server.New(s, server.Config{Listen: ln.Addr().String(), MaxConnsPerIP: allConns}).Serve(ctx, ln)
	if ctx.Err() != nil {
		g.Wait()
	}
	return err
}

// serving is a server in a child process.
type serving struct {
	address string
	pid     int
	child   *exec.Cmd
	input   io.Closer
}

func startServing(ctx context.Context, dir string) (*serving, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	child := exec.CommandContext(ctx, self, "serve-index", "--index", dir)
	child.Stderr = os.Stderr
	input, err := child.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := child.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := child.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	s := &serving{pid: child.Process.Pid, child: child, input: input}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the server said no address: %w", err), s.stop())
	}
	s.address = strings.TrimSpace(line)
	return s, nil
}

func (s *serving) stop() error {
	return errors.Join(s.input.Close(), s.child.Wait())
}
