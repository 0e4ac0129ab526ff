[assembly: AssemblyFixture(typeof(Conformance.Tests.Sessions))]
