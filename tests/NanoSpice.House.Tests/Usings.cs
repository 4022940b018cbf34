global using NanoSpice.Testing;
global using Xunit;
